import type { TotalsView } from '#contracts';
import { permitItems } from '#workflows';
import { AccountService } from '../../apps/gateway/src/accounts/account.service.js';
import { playSeason, seasonPlan } from '../../apps/season/index.js';
import { demoAccounts } from '../../apps/standalone/src/demo-accounts.js';
import { startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { rowsOf } from '../support/lifecycle.js';
import { waitUntil } from '../support/wait-until.js';

/** The figures as printed: 钦州市2023年度法治政府建设情况报告. */
const PRINTED = ['2570.46平方米', '15.645万平方米', '8300棵', '163杆', '486万立方米'];
const GRANTED = seasonPlan()
  .cases.flatMap(({ applications }) => applications)
  .filter(({ expectedState }) => expectedState === 'granted').length;

describe('the synthetic season of 2023, played through the HTTP interface', () => {
  let product: TestApp;

  beforeAll(async () => {
    product = await startApp('redis');
    await product.app.get(AccountService, { strict: false }).ensureDemonstration(
      demoAccounts(permitItems).filter(({ username }) => !['manager', 'admin'].includes(username)),
      'test-password',
    );
  });
  afterAll(() => product.stop());

  const totals = async () => {
    const manager = await Client.signIn(product.url, 'manager');
    return waitUntil('the ledger to have booked every permit', async () => {
      const view = expectStatus(200, await manager.get<TotalsView>('/api/totals?year=2023'));
      return view.totals.reduce((sum, { decisions }) => sum + decisions, 0) === GRANTED && view;
    });
  };
  const play = (plan = seasonPlan(), onProgress = () => {}) =>
    playSeason({ baseUrl: product.url, password: 'test-password', plan, onProgress });

  it('adds up to the published totals exactly, survives being cut off, and doubles nothing when played again', async () => {
    let steps = 0;
    const cutOff = play(seasonPlan(), () => {
      steps += 1;
      if (steps === 20) throw new Error('cut off');
    });
    await expect(cutOff).rejects.toThrow('cut off');
    await play();
    const once = await totals();
    expect(once.totals.map(({ printed }) => printed)).toEqual(PRINTED);
    expect(once.synthetic).toBe(true);
    const [counts] = await rowsOf<{ cases: string; synthetic: boolean }>(
      product,
      'SELECT count(*) AS cases, bool_and(synthetic) AS synthetic FROM service_window.service_case',
    );
    expect(counts).toEqual({ cases: String(seasonPlan().cases.length), synthetic: true });
  }, 120_000);

  it('has an account at every desk, each labelled as a demonstration', () => {
    expect(demoAccounts(permitItems).every(({ name }) => /演示/.test(name))).toBe(true);
  });
});
