import type { TotalsView } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { type QueueBackend, startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { waitUntil } from '../support/wait-until.js';

describe.each<QueueBackend>(['redis', 'postgres'])(
  'from the window to the permit and the total, queues on %s',
  (backend) => {
    let product: TestApp;
    let clerk: Client;
    let manager: Client;

    beforeAll(async () => {
      product = await startApp(backend);
      product.clock.set(new Date('2023-03-06T01:30:00Z'));
      clerk = await Client.signIn(product.url, 'clerk');
      manager = await Client.signIn(product.url, 'manager');
    });
    afterAll(() => product.stop());

    const reviewer = (department: string) => Client.signIn(product.url, `reviewer-${department}`);

    it('takes a case in, asks the departments over their queues, issues the permit and books its quantities', async () => {
      const opened = await clerk.openCase(caseOf([roadApplication()]));
      const [application] = opened.applications;
      const id = application!.id;
      expect(application).toMatchObject({ item: 'road-excavation', state: 'checking' });

      expect(await clerk.send(id, { type: 'clerk.accepted' })).toMatchObject({
        state: 'underReview',
        permitNumber: null,
      });
      await (await reviewer('traffic-police')).review(id, { result: 'approved' });
      await (await reviewer('natural-resources')).review(id, { result: 'approved' });
      await (await reviewer('municipal-works')).review(id, {
        result: 'approved',
        quantities: [{ lineId: '1', approved: '80.25' }],
        conditions: ['按期恢复路面'],
      });

      const granted = await clerk.reached(id, 'granted');
      expect(granted.permitNumber).toMatch(/^钦审批路〔2023〕\d+号$/);
      expect(granted).toMatchObject({ acceptedOn: '2023-03-06', dueOn: '2023-04-03' });
      const total = await waitUntil('the total to move', async () => {
        const { totals } = expectStatus(200, await manager.get<TotalsView>('/api/totals?year=2023'));
        const road = totals.find(({ item }) => item === 'road-excavation');
        return road?.decisions === 1 && road;
      });
      expect(total).toMatchObject({ approved: '100.25', applied: '120.5', printed: '100.25平方米', unit: 'm2' });
    });
  },
);
