import type { CaseView, ReviewTaskRow, TotalsView } from '#contracts';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';
import { HttpSession } from './http-session.js';
import { Screen } from './screen.js';
import { DEPARTMENTS, ITEM, NOW } from './work.js';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** A person with the screen they wait at. */
export interface Desk<T> {
  readonly session: HttpSession;
  readonly screen: Screen<T>;
}

/** Everybody who takes part: clerks by window, reviewers by department, and the manager who watches the totals. */
export interface Desks {
  readonly clerks: ReadonlyMap<string, Desk<string>>;
  readonly reviewers: ReadonlyMap<string, Desk<ReviewTaskRow>>;
  readonly manager: HttpSession;
}

const INBOX_ROWS = 100;
/** About twice what one of the eight windows has in flight. */
const CASE_ROWS = 16;

/** Signs everybody in. `pauseMs` is how long a screen rests between two looks. */
export async function openDesks(url: string, password: string, pauseMs: number): Promise<Desks> {
  const clerks = new Map<string, Desk<string>>();
  for (const { id } of WINDOWS) {
    const session = await HttpSession.signIn(url, `clerk-${id}`, password);
    clerks.set(id, { session, screen: new Screen((cases) => grantedCases(session, cases), pauseMs) });
  }
  const reviewers = new Map<string, Desk<ReviewTaskRow>>();
  for (const { departmentId } of DEPARTMENTS) {
    const session = await HttpSession.signIn(url, `reviewer-${departmentId}`, password);
    reviewers.set(departmentId, { session, screen: new Screen(() => inbox(session), pauseMs) });
  }
  return { clerks, reviewers, manager: await HttpSession.signIn(url, 'manager', password) };
}

/** How many decisions the year's total counts. */
export async function decisionsCounted(manager: HttpSession): Promise<number> {
  const { totals } = await manager.get<TotalsView>(`/api/totals?year=${NOW.getUTCFullYear()}`);
  return totals.find(({ item }) => item === ITEM)?.decisions ?? 0;
}

/** The department's pending tasks, by application. */
async function inbox(session: HttpSession): Promise<ReadonlyMap<string, ReviewTaskRow>> {
  const tasks = new Map<string, ReviewTaskRow>();
  for (let after = ''; ; ) {
    const path = `/api/review-tasks?status=pending&limit=${INBOX_ROWS}${after}`;
    const { rows, next } = await session.get<Page<ReviewTaskRow>>(path);
    for (const row of rows) tasks.set(row.applicationId, row);
    if (next === null) return tasks;
    after = `&after=${next}`;
  }
}

/** Permit numbers by case, of the window's newest cases; it turns pages until the oldest that is waited for. */
async function grantedCases(session: HttpSession, cases: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const oldest = [...cases].sort()[0] ?? '';
  const numbers = new Map<string, string>();
  for (let after = ''; ; ) {
    const { rows, next } = await session.get<Page<CaseView>>(`/api/cases?limit=${CASE_ROWS}${after}`);
    for (const { id, applications } of rows) {
      const number = applications[0]?.permitNumber;
      if (typeof number === 'string') numbers.set(id, number);
    }
    const last = rows.at(-1)?.id;
    if (next === null || last === undefined || last <= oldest) return numbers;
    after = `&after=${next}`;
  }
}
