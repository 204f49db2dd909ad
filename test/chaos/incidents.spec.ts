import type { Queue } from 'bullmq';
import { v7 as uuidv7 } from 'uuid';
import type { Incident } from '#contracts';
import { newMessage, QUEUES } from '#messaging';
import { type QueueBackend, startApp, type TestApp } from '../support/app.js';
import { expectStatus } from '../support/client.js';
import { checkedRoad, type Desks, desksOf } from '../support/lifecycle.js';
import { waitUntil } from '../support/wait-until.js';

describe.each<QueueBackend>(['redis', 'postgres'])('messages that keep failing, queues on %s', (backend) => {
  let product: TestApp;
  let desks: Desks;
  let queues: Map<string, Queue>;

  beforeAll(async () => {
    product = await startApp(backend);
    desks = await desksOf(product);
    queues = new Map(
      product.app
        .get<Queue[]>(QUEUES, { strict: false, each: true } as never)
        .flat()
        .map((queue: Queue) => [queue.name, queue]),
    );
  });
  afterAll(() => product.stop());

  const incidents = async (service: string) =>
    expectStatus(200, await desks.admin.get<{ rows: Incident[] }>(`/api/incidents/${service}`)).rows;
  const opinion = (applicationId: string) =>
    newMessage(
      'opinion.given',
      {
        applicationId,
        branch: 'trafficPolice',
        cycle: 1,
        departmentId: 'traffic-police',
        reviewerName: '审批人员',
        opinion: { result: 'approved', quantities: [], conditions: [] },
      },
      new Date(),
    );

  it('become an incident that says what failed, and are replayed once it can succeed', async () => {
    const stray = opinion('018a0000-0000-7000-8000-00000000dead');
    await queues
      .get('window')!
      .add(
        'messages',
        { messages: [stray] },
        { attempts: 2, backoff: { type: 'fixed', delay: 1 }, removeOnFail: false },
      );
    const [incident] = await waitUntil('an incident', async () => {
      const rows = await incidents('window');
      return rows.length > 0 && rows;
    });
    expect(incident).toMatchObject({
      service: 'service_window',
      queue: 'window',
      messageId: stray.id,
      messageType: 'opinion.given',
      attempts: 2,
      status: 'open',
      error: expect.stringContaining('notFound'),
    });

    expect(await desks.admin.post(`/api/incidents/window/${incident!.id}/replay`, {})).toMatchObject({ status: 202 });
    expect(await desks.admin.post(`/api/incidents/window/${incident!.id}/replay`, {})).toMatchObject({ status: 404 });
  });

  it('do not hold up the good messages of the same job', async () => {
    const id = await checkedRoad(desks);
    await desks.clerk.send(id, { type: 'clerk.accepted' });
    const stray = opinion(uuidv7());
    await queues
      .get('window')!
      .add('messages', { messages: [stray, opinion(id)] }, { attempts: 1, removeOnFail: false });
    await waitUntil('the good opinion', async () => {
      const { reviews } = await desks.clerk.application(id);
      return reviews.some(({ status }) => status === 'approved');
    });
    await waitUntil('the incident of the other', async () =>
      (await incidents('window')).some(({ messageId }) => messageId === stray.id),
    );
  });

  it('that are no message of the contract become an incident at once', async () => {
    const id = uuidv7();
    await queues.get('ledger')!.add('messages', { messages: [{ id, type: 'opinion.dreamed' }] }, { attempts: 5 });
    const rows = await waitUntil('an incident', async () => {
      const found = (await incidents('ledger')).filter(({ messageId }) => messageId === id);
      return found.length > 0 && found;
    });
    expect(rows[0]).toMatchObject({ attempts: 1, messageType: 'opinion.dreamed' });
  });

  it('are the administrator’s business only', async () => {
    expect(await desks.clerk.get('/api/incidents/window')).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
  });
});
