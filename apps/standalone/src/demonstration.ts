import { Presets, SingleBar } from 'cli-progress';
import { Clock, VirtualClock } from '#platform';
import { SettingsRepository } from '../../gateway/src/settings.repository.js';
import { TotalQueryRepository } from '../../ledger/src/totals/total-query.repository.js';
import { openCases, playSeason, type SeasonPlan, seasonPlan } from '../../season/index.js';
import { DEMO_PASSWORD } from './demo-accounts.js';
import type { Standalone } from './start-standalone.js';

/** The year of the synthetic season. */
export const SEASON_YEAR = 2023;

const SEASON_PLAYED = 'season.2023.played';
const OPEN_SINCE = 'season.openCases.since';

/**
 * Plays the synthetic season of 2023 on an empty installation, and some open cases dated around today, through the
 * real HTTP interface. Picks up where it stopped if it was interrupted; does nothing once it is complete.
 */
export async function playDemonstration({ app, url }: Standalone): Promise<void> {
  const settings = app.get(SettingsRepository, { strict: false });
  const clock = app.get(Clock, { strict: false });
  if ((await settings.read(SEASON_PLAYED)) !== undefined) return;
  const season = seasonPlan();
  await play(url, season, '演示 2023');
  await ledgerHasBooked(app, season);
  // The same day again if it was interrupted, or its acts would not be recognised as done.
  const since = (await settings.read(OPEN_SINCE)) ?? new Date().toISOString();
  await settings.write(OPEN_SINCE, since);
  await play(url, openCases(new Date(since)), '演示 today');
  if (clock instanceof VirtualClock) clock.release();
  await settings.write(SEASON_PLAYED, new Date().toISOString());
}

async function play(baseUrl: string, plan: SeasonPlan, name: string): Promise<void> {
  const bar = new SingleBar(
    { format: `${name} {bar} {percentage}% {value}/{total} {at}`, noTTYOutput: true, notTTYSchedule: 5000 },
    Presets.shades_classic,
  );
  bar.start(1, 0, { at: '' });
  try {
    await playSeason({
      baseUrl,
      password: DEMO_PASSWORD,
      plan,
      onProgress: ({ at, done, total }) => {
        bar.setTotal(total);
        bar.update(done, { at: at.slice(0, 10) });
      },
    });
  } finally {
    bar.stop();
  }
}

const BOOKING_TIMEOUT_MS = 30_000;

/** The last permits may still be on their way to the ledger when the last step of the season is done. */
async function ledgerHasBooked(app: Standalone['app'], { cases }: SeasonPlan): Promise<void> {
  const granted = cases.flatMap(({ applications }) => applications).filter((one) => one.expectedState === 'granted');
  const ledger = app.get(TotalQueryRepository, { strict: false });
  const deadline = Date.now() + BOOKING_TIMEOUT_MS;
  for (;;) {
    const { totals } = await ledger.headlines(SEASON_YEAR);
    const booked = totals.reduce((sum, { decisions }) => sum + decisions, 0);
    if (booked === granted.length) return;
    if (Date.now() > deadline) throw new Error(`the ledger has booked ${booked} of ${granted.length} permits`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
