import { Inject, Injectable } from '@nestjs/common';
import type { ApplicationView, QuantityLine } from '#contracts';
import { Database, statement } from '#persistence';
import { allowedEvents, PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import type { ApplicationRow } from './rows.js';

const FIND = statement(
  'window.findApplication',
  `SELECT a.id, a.item, a.definition_version, a.state, a.version, a.snapshot, a.window_id, a.owner_uscc, a.accepted_on,
          a.due_on, a.permit_number, c.number AS case_number, t.form, t.lines,
          coalesce((SELECT json_agg(r ORDER BY r.requested_at, r.branch, r.cycle) FROM review r WHERE r.application_id = a.id), '[]') AS reviews
   FROM application a JOIN service_case c ON c.id = a.case_id
   JOIN LATERAL (SELECT form, lines FROM application_content WHERE application_id = a.id ORDER BY revision DESC LIMIT 1) t ON true
   WHERE a.id = $1`,
);

const HISTORY = statement(
  'window.history',
  `SELECT sequence, event, payload, actor_name, from_state, to_state, at, hash FROM history
   WHERE application_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
);

interface ReviewColumns {
  branch: string;
  department_id: string;
  cycle: number;
  status: string;
  requested_at: string;
  answered_at: string | null;
  reviewer_name: string | null;
  opinion: unknown;
}

/** An application as it is found, for authorisation and for the view. */
export type FoundApplication = ApplicationRow & {
  form: Record<string, unknown>;
  lines: QuantityLine[];
  reviews: ReviewColumns[];
};

/** A line of an application's history as the API shows it. */
export interface HistoryView {
  readonly sequence: number;
  readonly event: string;
  readonly payload: unknown;
  readonly actor: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: string;
  readonly hash: string;
}

/** Reads applications for screens; writes nothing. */
@Injectable()
export class ApplicationQueryRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry,
  ) {}

  /** One application with content and reviews, or undefined. */
  async find(id: string): Promise<FoundApplication | undefined> {
    const [row] = await this.database.run<FoundApplication>(FIND, [id]);
    return row;
  }

  /** The view of a found application: who holds it and what can be done now. */
  view(row: FoundApplication): ApplicationView {
    return {
      id: row.id,
      caseNumber: row.case_number,
      item: row.item,
      state: row.state,
      version: row.version,
      allowedEvents: allowedEvents(this.registry.running(row.item, row.definition_version), row.snapshot),
      acceptedOn: row.accepted_on,
      dueOn: row.due_on,
      permitNumber: row.permit_number,
      form: row.form,
      lines: row.lines,
      reviews: row.reviews.map((review) => ({
        branch: review.branch,
        departmentId: review.department_id,
        cycle: review.cycle,
        status: review.status,
        requestedAt: new Date(review.requested_at).toISOString(),
        answeredAt: review.answered_at === null ? null : new Date(review.answered_at).toISOString(),
        reviewerName: review.reviewer_name,
        opinion: review.opinion,
      })),
    };
  }

  /** History entries after a sequence number, oldest first. */
  async history(id: string, after: number, limit: number): Promise<HistoryView[]> {
    const rows = await this.database.run<
      Omit<HistoryView, 'actor' | 'from' | 'to' | 'at'> & {
        actor_name: string;
        from_state: string;
        to_state: string;
        at: Date;
      }
    >(HISTORY, [id, after, limit]);
    return rows.map(({ actor_name, from_state, to_state, at, ...row }) => ({
      ...row,
      actor: actor_name,
      from: from_state,
      to: to_state,
      at: at.toISOString(),
    }));
  }
}
