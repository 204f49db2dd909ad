import { Inject, Injectable } from '@nestjs/common';
import type { DateCursor, ReviewTaskRow, ReviewTaskStatus, ReviewTaskView } from '#contracts';
import { Database, statement } from '#persistence';

const COLUMNS = `t.id, t.application_id AS "applicationId", t.branch, t.cycle, t.department_id AS "departmentId",
  t.case_number AS "caseNumber", t.item, t.window_id AS "windowId", t.town_code AS "townCode",
  t.owner_uscc AS "ownerUscc", t.owner_name AS "ownerName", t.project_code AS "projectCode",
  t.project_name AS "projectName", t.accepted_on AS "acceptedOn", t.due_on AS "dueOn", t.provisional, t.synthetic, t.status, t.version`;
const AFTER = '($2::date IS NULL OR (t.due_on, t.id) > ($2::date, $3::uuid))';

const INBOX = statement(
  'department.inbox',
  `SELECT ${COLUMNS} FROM review_task t WHERE t.department_id = $1 AND t.status = 'pending' AND ${AFTER}
   ORDER BY t.due_on, t.id LIMIT $4`,
);
const DESK = statement(
  'department.desk',
  `SELECT ${COLUMNS} FROM review_task t WHERE t.department_id = $1 AND ${AFTER} AND ($5::text IS NULL OR t.status = $5)
   ORDER BY t.due_on, t.id LIMIT $4`,
);
const OF_APPLICATION = statement(
  'department.ofApplication',
  `SELECT ${COLUMNS} FROM review_task t WHERE t.application_id = $1 AND t.department_id = $2
     AND ($3::text IS NULL OR t.status = $3) ORDER BY t.branch, t.cycle LIMIT 100`,
);
const FIND = statement(
  'department.find',
  `SELECT ${COLUMNS}, t.note, t.opinion, t.reviewer_name AS "reviewerName", c.form, c.lines
   FROM review_task t JOIN review_content c ON c.task_id = t.id WHERE t.id = $1 AND t.department_id = $2`,
);

/** Reads a department's tasks; the department is the caller's own, never one a request names. */
@Injectable()
export class ReviewTaskQueryRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** A page of tasks by legal deadline, after the cursor. */
  page(
    departmentId: string,
    status: ReviewTaskStatus | undefined,
    after: DateCursor | undefined,
    limit: number,
  ): Promise<ReviewTaskRow[]> {
    const parameters = [departmentId, after?.date ?? null, after?.id ?? null, limit];
    return status === 'pending'
      ? this.database.run<ReviewTaskRow>(INBOX, parameters)
      : this.database.run<ReviewTaskRow>(DESK, [...parameters, status ?? null]);
  }

  /** The department's tasks on one application. */
  ofApplication(departmentId: string, applicationId: string, status: string | undefined): Promise<ReviewTaskRow[]> {
    return this.database.run<ReviewTaskRow>(OF_APPLICATION, [applicationId, departmentId, status ?? null]);
  }

  /** One task of the department with form and lines, or undefined. */
  async find(departmentId: string, id: string): Promise<ReviewTaskView | undefined> {
    const [row] = await this.database.run<ReviewTaskView & { note: string | null }>(FIND, [id, departmentId]);
    if (row === undefined) return undefined;
    const { note, ...task } = row;
    return note === null ? task : { ...task, note };
  }
}
