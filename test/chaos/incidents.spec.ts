import type { Queue } from 'bullmq';
import { v7 as uuidv7 } from 'uuid';
import type { Incident } from '#contracts';
import { newMessage, QUEUES } from '#messaging';
import { grantedMessage } from '../builders/message.builder.js';
import { type QueueBackend, startApp, type TestApp } from '../support/app.js';
import { expectStatus } from '../support/client.js';
import { checkedRoad, type Desks, desksOf, rowsOf } from '../support/lifecycle.js';
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

  it('become an incident that says what failed, and have their effect once when replayed after the mend', async () => {
    const message = grantedMessage();
    const booked = async () =>
      (await rowsOf(product, 'SELECT FROM ledger.entry WHERE message_id = $1', [message.id])).length;
    await rowsOf(product, 'ALTER TABLE ledger.total RENAME TO total_away');
    const retries = { attempts: 2, backoff: { type: 'fixed', delay: 1 }, removeOnFail: false };
    await queues.get('ledger')!.add('messages', { messages: [message] }, retries);
    const [incident] = await waitUntil('an incident', async () => {
      const rows = await incidents('ledger');
      return rows.length > 0 && rows;
    });
    expect(incident).toMatchObject({
      service: 'ledger',
      queue: 'ledger',
      messageId: message.id,
      messageType: 'permit.granted',
      attempts: 2,
      status: 'open',
      error: expect.stringContaining('total'),
    });
    expect(await booked()).toBe(0);

    await rowsOf(product, 'ALTER TABLE ledger.total_away RENAME TO total');
    const replay = (key: string) =>
      desks.admin.post(`/api/incidents/ledger/${incident!.id}/replay`, {}, { 'idempotency-key': key });
    expect((await replay('first-replay')).status).toBe(202);
    expect((await replay('first-replay')).status).toBe(202);
    expect((await replay('second-replay')).status).toBe(404);
    await waitUntil('the entries', async () => (await booked()) === 2);
    expect(await incidents('ledger')).toMatchObject([{ status: 'replayed' }]);
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
