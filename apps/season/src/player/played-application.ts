import type { ApplicationView, Opinion, ReviewTaskRow } from '#contracts';
import type { SeasonCase, SeasonStep } from '../plan/season-plan.types.js';
import type { HttpDesk } from './http-desk.js';
import { idempotencyKey } from './idempotency.js';
import { waitFor } from './pacing.js';

const DEADLINE_MS = 30_000;

/** Events after which a message is on its way to a department. */
const TELLS_DEPARTMENTS: ReadonlySet<string> = new Set(['clerk.accepted', 'owner.resubmitted', 'owner.withdrew']);

type Task = Pick<ReviewTaskRow, 'id' | 'version' | 'branch' | 'cycle' | 'departmentId'>;

/** One application while its plan is played: what it is called on the server, and the questions known to be open. */
export class PlayedApplication {
  state = '';
  readonly #desk: HttpDesk;
  readonly #of: SeasonCase;
  readonly #index: number;
  readonly #id: string;
  readonly #cycles = new Map<string, number>();
  readonly #open = new Map<string, Task>();
  #awaited: { branch: string; cycle: number }[] = [];
  #unsettled = false;

  constructor(desk: HttpDesk, of: SeasonCase, index: number, id: string) {
    this.#desk = desk;
    this.#of = of;
    this.#index = index;
    this.#id = id;
  }

  /** Carries out one step; `position` counts the application's steps. */
  async carryOut(step: SeasonStep, position: number): Promise<void> {
    const key = idempotencyKey(this.#of.id, this.#index, position);
    if (step.kind === 'opinion') return await this.#giveOpinion(step.branch, step.departmentId, step.opinion, key);
    const { event, by } = step;
    const as = by === 'owner' ? ownerName(this.#of) : clerkName(this.#of);
    const path = `/api/applications/${this.#id}/events`;
    const { state } = await this.#desk.send<{ state: string }>({
      as,
      method: 'POST',
      path,
      body: event,
      idempotencyKey: key,
    });
    this.state = state;
    if (event.type === 'owner.resubmitted') this.#cycles.set(event.branch, this.#cycleOf(event.branch) + 1);
    if (TELLS_DEPARTMENTS.has(event.type)) this.#unsettled = true;
  }

  /**
   * Waits until no message about this application is under way: every opinion given has reached it, every department
   * asked has its task, and no department holds a task that is no longer wanted.
   */
  async settle(): Promise<void> {
    if (!this.#unsettled) return;
    await waitFor(`application ${this.#id} of ${this.#of.id} to settle`, DEADLINE_MS, async () => {
      const view = await this.#view();
      const answered = ({ branch, cycle }: { branch: string; cycle: number }) => !isPending(view, branch, cycle);
      if (!this.#awaited.every(answered)) return undefined;
      for (const { branch, cycle, status, departmentId } of view.reviews) {
        if (status === 'pending' && !(await this.#taskOf(departmentId, branch, cycle))) return undefined;
      }
      for (const [key, task] of this.#open) {
        if (!answered(task)) continue;
        if ((await this.#pendingAt(task.departmentId)).some(({ id }) => id === task.id)) return undefined;
        this.#open.delete(key);
      }
      this.state = view.state;
      return view;
    });
    this.#awaited = [];
    this.#unsettled = false;
  }

  /** Gives an opinion as soon as the question is there; one that an earlier run has given is left as it is. */
  async #giveOpinion(branch: string, departmentId: string, opinion: Opinion, key: string): Promise<void> {
    const cycle = this.#cycleOf(branch);
    const what = `the task of ${departmentId} on ${branch} of ${this.#of.id}`;
    const found = await waitFor(what, DEADLINE_MS, async () => {
      const task = await this.#taskOf(departmentId, branch, cycle);
      if (task !== undefined) return task;
      return isPending(await this.#view(), branch, cycle) === false ? 'answered' : undefined;
    });
    this.#awaited.push({ branch, cycle });
    this.#unsettled = true;
    if (found === 'answered') return;
    await this.#desk.send({
      as: `reviewer-${departmentId}`,
      method: 'POST',
      path: `/api/review-tasks/${found.id}/opinion`,
      body: opinion,
      idempotencyKey: key,
      ifMatch: found.version,
    });
  }

  async #taskOf(departmentId: string, branch: string, cycle: number): Promise<Task | undefined> {
    const key = `${branch}/${cycle}`;
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const task = (await this.#pendingAt(departmentId)).find((one) => one.branch === branch && one.cycle === cycle);
    if (task !== undefined) this.#open.set(key, task);
    return task;
  }

  async #pendingAt(departmentId: string): Promise<readonly ReviewTaskRow[]> {
    const path = `/api/review-tasks?applicationId=${this.#id}&status=pending`;
    const inbox = { as: `reviewer-${departmentId}`, method: 'GET', path } as const;
    return (await this.#desk.send<{ rows: ReviewTaskRow[] }>(inbox)).rows;
  }

  #view(): Promise<ApplicationView> {
    return this.#desk.send({ as: 'manager', method: 'GET', path: `/api/applications/${this.#id}` });
  }

  #cycleOf(branch: string): number {
    return this.#cycles.get(branch) ?? 1;
  }
}

/** Whether the window waits for this answer; undefined if it has not asked yet. */
function isPending({ reviews }: ApplicationView, branch: string, cycle: number): boolean | undefined {
  const review = reviews.find((one) => one.branch === branch && one.cycle === cycle);
  return review === undefined ? undefined : review.status === 'pending';
}

/** The account of a case's clerk. */
export const clerkName = ({ windowId }: SeasonCase): string => `clerk-${windowId}`;

/** The account of a case's owner. */
export const ownerName = ({ openCase }: SeasonCase): string => `owner-${openCase.owner.uscc.toLowerCase()}`;
