import type { OutgoingMessage } from './outbox.js';
import { jobsByQueue } from './queue-job.js';

const message = (queue: string, id: string) => ({ queue, message: { id } }) as unknown as OutgoingMessage;

describe('jobs', () => {
  it('carry the messages of one queue in their order, fifty at most', () => {
    const messages = Array.from({ length: 120 }, (_, index) => message(index % 2 === 0 ? 'a' : 'b', String(index)));
    const jobs = jobsByQueue(messages);
    expect([...jobs.keys()]).toEqual(['a', 'b']);
    expect(jobs.get('a')!.map(({ data }) => data.messages.length)).toEqual([50, 10]);
    const ids = jobs
      .get('a')!
      .flatMap(({ data }) => data.messages as { id: string }[])
      .map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('have no id of their own, so that BullMQ never takes one group of messages for another', () => {
    const [job] = jobsByQueue([message('a', '1')]).get('a')!;
    expect(job!.opts.jobId).toBeUndefined();
  });
});
