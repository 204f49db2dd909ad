import type { TotalsView } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { type QueueBackend, startApp, type TestApp } from '../support/app.js';
import { expectStatus } from '../support/client.js';
import { approveAll, checkedRoad, type Desks, desksOf, reviewedRoad, rowsOf } from '../support/lifecycle.js';
import { waitUntil } from '../support/wait-until.js';

const PARALLEL = 64;

describe.each<QueueBackend>(['redis', 'postgres'])(
  'each command, message and number exactly once, queues on %s',
  (backend) => {
    let product: TestApp;
    let desks: Desks;

    beforeAll(async () => {
      product = await startApp(backend);
      product.clock.set(new Date('2023-03-06T01:30:00Z'));
      desks = await desksOf(product);
    });
    afterAll(() => product.stop());

    it('two departments giving the last opinions at the same instant issue one permit', async () => {
      const id = await reviewedRoad(desks);
      await desks.reviewers['natural-resources'].review(id, { result: 'approved' });
      await Promise.all(
        (['municipal-works', 'traffic-police'] as const).map((name) =>
          desks.reviewers[name].review(id, { result: 'approved' }),
        ),
      );
      await desks.clerk.reached(id, 'granted');
      const decisions = await rowsOf(product, 'SELECT number FROM service_window.decision WHERE application_id = $1', [
        id,
      ]);
      expect(decisions).toHaveLength(1);
    });

    it('answers a repeated command with the first result, and refuses another under its key', async () => {
      const { clerk } = desks;
      const body = caseOf([roadApplication()]);
      const key = { 'idempotency-key': `same-key-${backend}` };
      const answers = await Promise.all([1, 2, 3].map(() => clerk.post<{ id: string }>('/api/cases', body, key)));
      expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
      const other = caseOf([roadApplication('7')]);
      expect(await clerk.post('/api/cases', other, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotencyKey.reused' },
      });

      const id = await checkedRoad(desks);
      const accept = () =>
        clerk.post(
          `/api/applications/${id}/events`,
          { type: 'clerk.accepted' },
          { 'idempotency-key': `accept-${backend}` },
        );
      const first = await accept();
      await approveAll(desks, id);
      await clerk.reached(id, 'granted');
      expect((await accept()).body).toEqual(first.body);
    });

    it('answers a repeated opinion with the first result', async () => {
      const id = await reviewedRoad(desks);
      const reviewer = desks.reviewers['traffic-police'];
      const task = await reviewer.task(id);
      const give = () =>
        reviewer.post(
          `/api/review-tasks/${task.id}/opinion`,
          { result: 'approved' },
          { 'if-match': '"1"', 'idempotency-key': `op-${backend}` },
        );
      const [first, second] = await Promise.all([give(), give()]);
      expect(first).toMatchObject({ status: 200, body: { status: 'approved', version: 2 } });
      expect(second!.body).toEqual(first!.body);
      const { reviews } = await waitUntil('the opinion at the window', async () => {
        const application = await desks.clerk.application(id);
        return application.reviews.some(({ status }) => status === 'approved') && application;
      });
      expect(reviews.filter(({ status }) => status === 'approved')).toHaveLength(1);
    });

    it(`${PARALLEL} lifecycles at once: each permit once, numbers without a gap, totals exactly equal`, async () => {
      const before = await road2023(desks);
      const ids = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) => reviewedRoad(desks, `${10 + index}.25`)),
      );
      await Promise.all(ids.map((id) => approveAll(desks, id)));
      await Promise.all(ids.map((id) => desks.clerk.reached(id, 'granted')));
      const numbers = await rowsOf<{ sequence: number }>(
        product,
        `SELECT sequence FROM service_window.decision WHERE kind = 'granted' ORDER BY sequence`,
      );
      expect(numbers.map(({ sequence }) => sequence)).toEqual(numbers.map((_, index) => index + 1));
      const cases = await rowsOf<{ number: string }>(
        product,
        'SELECT number FROM service_window.service_case ORDER BY id',
      );
      expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
      // 10.25 + 11.25 + … and twenty square metres of occupation each.
      const cents = ids.reduce((sum, _, index) => sum + (10 + index) * 100 + 25 + 2000, 0);
      const after = await waitUntil('the ledger', async () => {
        const total = await road2023(desks);
        return total.decisions === before.decisions + PARALLEL && total;
      });
      expect(Math.round(Number(after.approved) * 100) - Math.round(Number(before.approved) * 100)).toBe(cents);
    });
  },
);

async function road2023({ manager }: Desks) {
  const { totals } = expectStatus(200, await manager.get<TotalsView>('/api/totals?year=2023'));
  const road = totals.find(({ item }) => item === 'road-excavation');
  if (road === undefined) throw new Error('no road total');
  return road;
}
