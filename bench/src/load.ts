// The load generator of `full`, a process of its own: people at their desks, over HTTP, with sessions.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaseView } from '#contracts';
import { type Desks, decisionsCounted, openDesks } from './desks.js';
import { closedLoop, Timings } from './drive.js';
import { hangUp } from './http-session.js';
import type { LoadOrder, LoadReport } from './load.types.js';
import { DEPARTMENTS, openBody, opinionOf, windowOf } from './work.js';

/** One lifecycle as its people see it. It ends when the clerk's screen shows the permit. */
async function lifecycle(desks: Desks, totals: TotalsWatch, timings: Timings, index: number): Promise<void> {
  const startedAt = performance.now();
  const clerk = desks.clerks.get(windowOf(index).id);
  if (clerk === undefined) throw new Error(`nobody at the window of lifecycle ${index}`);
  const opened = await timings.time('submit', clerk.session.post<CaseView>('/api/cases', openBody(index)));
  const id = opened.applications[0]?.id ?? '';
  const events = `/api/applications/${id}/events`;
  await timings.time('accept', clerk.session.post(events, { type: 'clerk.accepted' }));
  const acceptedAt = performance.now();
  await Promise.all(
    DEPARTMENTS.map(async ({ branch, departmentId }) => {
      const reviewer = desks.reviewers.get(departmentId);
      if (reviewer === undefined) throw new Error(`nobody at the desk of ${departmentId}`);
      const task = await reviewer.screen.appearance(id);
      timings.add('task', performance.now() - acceptedAt);
      const given = reviewer.session.post(`/api/review-tasks/${task.id}/opinion`, opinionOf(index, branch), {
        'if-match': `"${task.version}"`,
      });
      await timings.time('approve', given);
    }),
  );
  const opinedAt = performance.now();
  await clerk.screen.appearance(opened.id);
  timings.add('permit', performance.now() - opinedAt);
  totals.expect(opinedAt);
  timings.add('lifecycle', performance.now() - startedAt);
}

/**
 * Watches the year's total as a manager would. It counts decisions and does not name them, so the k-th permit that was
 * seen is taken to be in the total when the total counts k.
 */
class TotalsWatch {
  readonly #expected: number[] = [];
  #counted = 0;
  #booked: number;

  constructor(
    private readonly desks: Desks,
    private readonly timings: Timings,
    already: number,
  ) {
    this.#booked = already;
  }

  expect(opinedAt: number): void {
    this.#expected.push(opinedAt);
  }

  /** Looks until `n` further decisions are counted. */
  async until(n: number, pauseMs: number): Promise<void> {
    const base = this.#booked;
    while (this.#booked - base < n) {
      await delay(pauseMs);
      this.#booked = await decisionsCounted(this.desks.manager);
      const seenAt = performance.now();
      for (; this.#counted < Math.min(this.#booked - base, this.#expected.length); this.#counted += 1) {
        this.timings.add('total', seenAt - (this.#expected[this.#counted] ?? seenAt));
      }
    }
  }
}

async function play(desks: Desks, order: LoadOrder, from: number, to: number): Promise<Timings> {
  const timings = new Timings();
  const totals = new TotalsWatch(desks, timings, await decisionsCounted(desks.manager));
  const watched = totals.until(to - from, order.poll);
  const { concurrency } = order;
  await closedLoop({ from, to, concurrency }, (index) => lifecycle(desks, totals, timings, index));
  await watched;
  return timings;
}

async function main(): Promise<void> {
  const [order] = (await once(process, 'message')) as [LoadOrder];
  const desks = await openDesks(order.url, order.password, order.poll);
  const all = order.warmup + order.lifecycles;
  await play(desks, order, 0, order.warmup);
  process.send?.({ kind: 'warm' } satisfies LoadReport);
  await once(process, 'message');
  const timings = await play(desks, order, order.warmup, all);
  process.send?.({ kind: 'done', timings: timings.toJSON() } satisfies LoadReport);
  hangUp();
}

// The product's process ends this one, by its word or by its death: a report it has not read yet is not lost.
process.once('disconnect', () => process.exit());
await main();
