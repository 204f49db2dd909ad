import type { CaseView } from '#contracts';
import type { SeasonCase, SeasonPlan } from '../plan/season-plan.types.js';
import { HttpDesk } from './http-desk.js';
import { idempotencyKey } from './idempotency.js';
import { type Moment, momentsOf } from './moments.js';
import { eachConcurrently } from './pacing.js';
import { clerkName, ownerName, PlayedApplication } from './played-application.js';

const CONCURRENCY = 16;

/** How far a season is. */
export interface SeasonProgress {
  /** The instant that has just been played. */
  readonly at: string;
  /** Cases opened and steps taken, of all there are. */
  readonly done: number;
  readonly total: number;
}

/** What {@link playSeason} needs. */
export interface PlaySeasonOptions {
  readonly baseUrl: string;
  /** The password of every demonstration account. */
  readonly password: string;
  readonly plan: SeasonPlan;
  readonly onProgress?: (progress: SeasonProgress) => void;
}

/**
 * Plays a plan through the real HTTP interface, as the people concerned, with the demonstration's clock at each
 * instant of the plan; releases the clock at the end. Every act has an idempotency key of its own, so a season that was
 * interrupted is simply played again. Rejects if a step is refused or an application ends elsewhere than planned.
 */
export async function playSeason({ baseUrl, password, plan, onProgress }: PlaySeasonOptions): Promise<void> {
  const season = new Season(new HttpDesk(baseUrl, password));
  const moments = momentsOf(plan);
  const total = moments.reduce((sum, moment) => sum + actsOf(moment), 0);
  let done = 0;
  try {
    for (const moment of moments) {
      await season.play(moment);
      done += actsOf(moment);
      onProgress?.({ at: moment.at, done, total });
    }
  } catch (error) {
    // What failed first is what matters, even if the server cannot be reached for this either.
    await season.setClock(null).catch(() => undefined);
    throw error;
  }
  await season.setClock(null);
  season.expectEnds(plan);
}

function actsOf({ opened, applications }: Moment): number {
  return opened.length + applications.reduce((sum, { steps }) => sum + steps.length, 0);
}

class Season {
  readonly #desk: HttpDesk;
  readonly #played = new Map<string, PlayedApplication>();

  constructor(desk: HttpDesk) {
    this.#desk = desk;
  }

  async setClock(now: string | null): Promise<void> {
    await this.#desk.send({ as: 'admin', method: 'PUT', path: '/api/demo/clock', body: { now } });
  }

  /** The clock moves on only when every message of this moment has arrived. */
  async play({ at, opened, applications }: Moment): Promise<void> {
    await this.setClock(at);
    await eachConcurrently(opened, CONCURRENCY, (one) => this.#open(one));
    await eachConcurrently(applications, CONCURRENCY, async ({ of, application, from, steps }) => {
      const played = this.#of(of, application);
      for (const [offset, step] of steps.entries()) await played.carryOut(step, from + offset);
      await played.settle();
    });
  }

  expectEnds({ cases }: SeasonPlan): void {
    const elsewhere = cases.flatMap((one) =>
      one.applications.flatMap(({ item, expectedState }, index) => {
        const { state } = this.#of(one, index);
        return state === expectedState ? [] : [`${one.id} ${item}: ${state} instead of ${expectedState}`];
      }),
    );
    if (elsewhere.length > 0) throw new Error(`applications that did not end as planned: ${elsewhere.join('; ')}`);
  }

  async #open(one: SeasonCase): Promise<void> {
    const view = await this.#desk.send<CaseView>({
      as: one.openedBy === 'owner' ? ownerName(one) : clerkName(one),
      method: 'POST',
      path: '/api/cases',
      body: one.openCase,
      idempotencyKey: idempotencyKey(one.id, 'open'),
    });
    for (const [index, { item }] of one.applications.entries()) {
      const opened = view.applications.find((application) => application.item === item);
      if (opened === undefined) throw new Error(`the server opened ${one.id} without ${item}`);
      const played = new PlayedApplication(this.#desk, one, index, opened.id);
      played.state = opened.state;
      this.#played.set(`${one.id}/${index}`, played);
    }
  }

  #of({ id }: SeasonCase, index: number): PlayedApplication {
    const played = this.#played.get(`${id}/${index}`);
    if (played === undefined) throw new Error(`application ${index} of ${id} was never opened`);
    return played;
  }
}
