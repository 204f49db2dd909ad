import { setTimeout as delay } from 'node:timers/promises';
import type { TotalsView } from '#contracts';
import { playSeason, type SeasonPlan, seasonPlan } from '../../../season/index.js';
import { ApiClient } from '../api-client.js';
import type { Desk } from '../desk.js';
import { CliError, EXIT } from '../exit-code.js';
import { Progress } from '../progress.js';

const SEASON_YEAR = 2023;
const BOOKING_TIMEOUT_MS = 30_000;
const BOOKING_POLL_MS = 100;

/** `pinglu season`: plays the synthetic season of 2023 through the HTTP API of a product in demonstration mode. */
export async function playDemoSeason(desk: Desk): Promise<void> {
  await expectDemo(desk);
  const plan = seasonPlan();
  const progress = new Progress(desk.say({ zh: '演示年度', en: 'season' }));
  try {
    await playSeason({
      baseUrl: desk.endpoint.url,
      password: desk.password,
      plan,
      onProgress: ({ at, done, total }) => progress.show(done, total, at.slice(0, 10)),
    });
  } catch (error) {
    throw new CliError(EXIT.refused, error instanceof Error ? error.message : String(error));
  } finally {
    progress.stop();
  }
  await untilBooked(desk, plan);
  const played = count(plan);
  const { cases, applications } = played;
  desk.answer(played, () => [
    desk.say({
      zh: `演示年度已演完：${cases} 件案件，${applications} 项申请（合成演示数据）。`,
      en: `The season has been played: ${cases} cases, ${applications} applications (synthetic demonstration data).`,
    }),
  ]);
}

/** The last permits may still be on their way to the ledger when the last step of the season is done. */
async function untilBooked(desk: Desk, { cases }: SeasonPlan): Promise<void> {
  const granted = cases.flatMap(({ applications }) => applications).filter((one) => one.expectedState === 'granted');
  const client = await desk.signIn('manager');
  const deadline = Date.now() + BOOKING_TIMEOUT_MS;
  for (;;) {
    const { totals } = await client.get<TotalsView>(`/api/totals?year=${SEASON_YEAR}`);
    if (totals.reduce((sum, { decisions }) => sum + decisions, 0) >= granted.length) return;
    if (Date.now() > deadline) {
      const text = { zh: '账册尚未登记全部许可。', en: 'The ledger has not booked every permit yet.' };
      throw new CliError(EXIT.refused, desk.say(text));
    }
    await delay(BOOKING_POLL_MS);
  }
}

function count({ cases }: SeasonPlan): { cases: number; applications: number } {
  return { cases: cases.length, applications: cases.reduce((sum, one) => sum + one.applications.length, 0) };
}

/** Made-up cases have no place among real ones; the clock they are played by exists in demonstration mode only. */
async function expectDemo(desk: Desk): Promise<void> {
  const { endpoint } = desk;
  const { paths } = await ApiClient.anonymous(endpoint).get<{ paths: object }>('/api/openapi.json');
  if ('/api/demo/clock' in paths) return;
  const text = {
    zh: `${endpoint.url} 不在演示模式，不能演合成年度。演示模式以 DEMO=true 启动，切勿用于正式环境。`,
    en: `${endpoint.url} is not in demonstration mode, so no synthetic season is played there. Demonstration mode is started with DEMO=true, never in production.`,
  };
  throw new CliError(EXIT.refused, desk.say(text));
}
