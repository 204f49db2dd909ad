import type { DecidedLine, Opinion } from '#contracts';
import type { OutgoingMessage } from '#messaging';
import type { CommandAnswer, EventAnswer, OpenAnswer, WindowCommand } from './command.js';
import type { ChainedEntry, WorkingApplication } from './working-application.js';

/** A case to be inserted; its number is given when the batch takes its numbers. */
export interface NewCase {
  readonly row: Readonly<Record<string, unknown>>;
  readonly series: string;
  readonly answer: { -readonly [K in keyof OpenAnswer]: OpenAnswer[K] };
}

/** A review row, new or closed in this batch. */
export interface ReviewRow {
  readonly application_id: string;
  readonly branch: string;
  readonly cycle: number;
  department_id: string;
  status: string;
  requested_at: string;
  answered_at: string | null;
  reviewer_name: string | null;
  opinion: Opinion | unknown | null;
}

/** A decision that waits for its number. */
export interface NewDecision {
  readonly application: WorkingApplication;
  readonly kind: 'granted' | 'refused' | 'notAccepted';
  readonly series: string;
  readonly reasons: string | null;
  readonly departmentId: string | null;
  readonly lines: readonly DecidedLine[];
  readonly conditions: readonly string[];
  readonly at: Date;
  answer?: { -readonly [K in keyof EventAnswer]: EventAnswer[K] };
}

/** Everything one transaction of the commit lane is going to write. Filled in memory, written set by set. */
export class Batch {
  /** `applications` are those that are stored, by id; those the batch opens join them. */
  constructor(readonly applications: Map<string, WorkingApplication>) {}

  readonly cases: NewCase[] = [];
  readonly contents: { application_id: string; revision: number; form: unknown; lines: unknown }[] = [];
  readonly history: ChainedEntry[] = [];
  readonly newReviews = new Map<string, ReviewRow>();
  readonly closedReviews: ReviewRow[] = [];
  readonly decisions: NewDecision[] = [];
  readonly outgoing: OutgoingMessage[] = [];
  readonly moved = new Set<WorkingApplication>();
  readonly answered: { readonly command: WindowCommand; readonly answer: CommandAnswer }[] = [];

  /** Closes a review: the row of this batch if it was asked in it, otherwise the stored one. */
  closeReview(row: ReviewRow): void {
    const fresh = this.newReviews.get(reviewKey(row));
    if (fresh === undefined) this.closedReviews.push(row);
    else Object.assign(fresh, row, { requested_at: fresh.requested_at });
  }

  /** Opens a review. */
  openReview(row: ReviewRow): void {
    this.newReviews.set(reviewKey(row), row);
  }
}

const reviewKey = ({ application_id, branch, cycle }: ReviewRow): string => `${application_id}/${branch}/${cycle}`;
