import { CHAIN_START, chainHash } from '../../apps/window/src/application/history-chain.js';
import type { HistoryEntry } from '../../apps/window/src/application/rows.js';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { type QueueBackend, startApp, type TestApp } from '../support/app.js';
import { expectStatus } from '../support/client.js';
import { approveAll, checkedRoad, type Desks, desksOf, reviewedRoad, rowsOf } from '../support/lifecycle.js';
import { waitUntil } from '../support/wait-until.js';

describe.each<QueueBackend>(['redis', 'postgres'])('the common procedure over HTTP and queues, %s', (backend) => {
  let product: TestApp;
  let desks: Desks;

  beforeAll(async () => {
    product = await startApp(backend);
    product.clock.set(new Date('2023-03-06T01:30:00Z'));
    desks = await desksOf(product);
  });
  afterAll(() => product.stop());

  it('lets an owner draft and submit, and the clerk receive', async () => {
    const { owner, clerk } = desks;
    const opened = await owner.openCase(caseOf([roadApplication()], { received: false }));
    const id = opened.applications[0]!.id;
    expect(opened).toMatchObject({ receivedAt: null, applications: [{ state: 'draft' }] });
    expect(await owner.send(id, { type: 'owner.submitted' })).toMatchObject({ state: 'submitted' });
    expect(await clerk.send(id, { type: 'clerk.received' })).toMatchObject({ state: 'checking' });
    const { receivedAt } = expectStatus(200, await clerk.get<{ receivedAt: string }>(`/api/cases/${opened.id}`));
    expect(receivedAt).toBe('2023-03-06T01:30:00.000Z');
  });

  it('gives one correction notice and refuses a second (行政许可法 art 32)', async () => {
    const { clerk, owner } = desks;
    const id = await checkedRoad(desks);
    await clerk.send(id, { type: 'clerk.correctionNoticed', missing: ['占用、挖掘位置及面积图'] });
    const { form, lines } = roadApplication('60');
    expect(await owner.send(id, { type: 'owner.corrected', content: { form, lines } })).toMatchObject({
      state: 'checking',
    });
    const again = await clerk.post<{ code: string; allowedEvents: string[] }>(`/api/applications/${id}/events`, {
      type: 'clerk.correctionNoticed',
      missing: ['另一份材料'],
    });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'eventRefused', allowedEvents: ['clerk.accepted', 'clerk.declined', 'owner.withdrew'] },
    });
    await clerk.send(id, { type: 'clerk.accepted' });
    const task = await desks.reviewers['municipal-works'].task(id);
    const { lines: asked } = expectStatus(
      200,
      await desks.reviewers['municipal-works'].get<{ lines: { applied: string }[] }>(`/api/review-tasks/${task.id}`),
    );
    expect(asked[0]!.applied).toBe('60');
  });

  it('declines what is not this agency’s and must name the right one (art 32(2))', async () => {
    const { clerk } = desks;
    const id = await checkedRoad(desks);
    const declined = { type: 'clerk.declined', ground: 'notCompetent', reasons: '不属本机关职权范围' } as const;
    expect(await clerk.post(`/api/applications/${id}/events`, declined)).toMatchObject({
      status: 422,
      body: { faults: [{ field: '/rightAgency', legalBasis: '行政许可法 art 32(2)' }] },
    });
    expect(await clerk.send(id, { ...declined, rightAgency: '灵山县林业局' })).toMatchObject({ state: 'notAccepted' });
  });

  it('returns a single branch to the applicant and keeps the opinions of the others', async () => {
    const { clerk, owner, reviewers } = desks;
    const id = await reviewedRoad(desks);
    await reviewers['traffic-police'].review(id, { result: 'approved' });
    await reviewers['natural-resources'].review(id, { result: 'approved' });
    await reviewers['municipal-works'].review(id, { result: 'returned', reasons: '请补充恢复方案' });
    await waitUntil('the return to reach the window', async () => {
      const { allowedEvents } = await clerk.application(id);
      return allowedEvents.includes('owner.resubmitted');
    });
    await owner.send(id, { type: 'owner.resubmitted', branch: 'municipalWorks', note: '已补充恢复方案' });
    expect(await reviewers['municipal-works'].task(id)).toMatchObject({ cycle: 2 });
    await reviewers['municipal-works'].review(id, { result: 'approved' });
    const { reviews } = await clerk.reached(id, 'granted');
    expect(reviews.map(({ branch, cycle, status }) => `${branch} ${cycle} ${status}`).sort()).toEqual([
      'municipalWorks 1 returned',
      'municipalWorks 2 approved',
      'planning 1 approved',
      'trafficPolice 1 approved',
    ]);
  });

  it('ends at a refusal with its reasons, and takes the open tasks of the others back', async () => {
    const { clerk, reviewers } = desks;
    const id = await reviewedRoad(desks);
    await reviewers['traffic-police'].task(id);
    await reviewers['natural-resources'].review(id, { result: 'refused', reasons: '不符合规划' });
    await clerk.reached(id, 'refused');
    await waitUntil('the tasks to be cancelled', async () => {
      const query = `?applicationId=${id}&status=cancelled`;
      const { rows } = expectStatus(
        200,
        await reviewers['traffic-police'].get<{ rows: unknown[] }>(`/api/review-tasks${query}`),
      );
      return rows.length === 1;
    });
    const [decision] = await rowsOf<{ kind: string; reasons: string; department_id: string }>(
      product,
      'SELECT kind, reasons, department_id FROM service_window.decision WHERE application_id = $1',
      [id],
    );
    expect(decision).toEqual({ kind: 'refused', reasons: '不符合规划', department_id: 'natural-resources' });
  });

  it('lets the owner withdraw, after which an opinion is refused at the desk', async () => {
    const { owner, reviewers } = desks;
    const id = await reviewedRoad(desks);
    const task = await reviewers['traffic-police'].task(id);
    expect(await owner.send(id, { type: 'owner.withdrew', reasons: '项目调整' })).toMatchObject({ state: 'withdrawn' });
    await waitUntil('the task to be cancelled', async () => {
      const { body } = await reviewers['traffic-police'].get<{ status: string }>(`/api/review-tasks/${task.id}`);
      return body.status === 'cancelled';
    });
    const late = await reviewers['traffic-police'].post(
      `/api/review-tasks/${task.id}/opinion`,
      { result: 'approved' },
      { 'if-match': '"2"' },
    );
    expect(late.status).toBe(409);
  });

  it('keeps an unbroken chain of everything that happened', async () => {
    const { clerk } = desks;
    const id = await reviewedRoad(desks);
    await approveAll(desks, id);
    await clerk.reached(id, 'granted');
    const { rows } = expectStatus(
      200,
      await clerk.get<{ rows: { event: string; from: string | null; to: string }[] }>(
        `/api/applications/${id}/history`,
      ),
    );
    expect(rows.map(({ event }) => event)).toEqual([
      'case.opened',
      'clerk.received',
      'clerk.accepted',
      'review.approved',
      'review.approved',
      'review.approved',
    ]);
    const stored = await rowsOf<HistoryEntry & { at: Date; hash: string }>(
      product,
      'SELECT * FROM service_window.history WHERE application_id = $1 ORDER BY sequence',
      [id],
    );
    let hash = CHAIN_START;
    for (const entry of stored) {
      hash = chainHash(hash, { ...entry, at: entry.at.toISOString() });
      expect(entry.hash).toBe(hash);
    }
    const [last] = await rowsOf(product, 'SELECT history_hash FROM service_window.application WHERE id = $1', [id]);
    expect(last).toEqual({ history_hash: hash });
    for (const [index, row] of rows.entries()) expect(row.from).toBe(index === 0 ? null : rows[index - 1]!.to);
    await expect(
      rowsOf(product, 'UPDATE service_window.history SET event = $2 WHERE application_id = $1', [id, 'x']),
    ).rejects.toThrow('append-only');
    await expect(rowsOf(product, 'TRUNCATE service_window.history')).rejects.toThrow('append-only');
  });
});
