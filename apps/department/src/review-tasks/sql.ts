import { insertStatement, statement } from '#persistence';

const KEY = 'application_id uuid, branch text, cycle int';

/** The statements of the department's commit lane; each works on any number of rows. */
export const SQL = {
  commands: statement(
    'department.commands',
    'SELECT command_id, fingerprint, answer FROM command WHERE command_id = ANY($1::text[])',
  ),
  tasks: statement(
    'department.tasks',
    `SELECT t.id, t.application_id, t.branch, t.cycle, t.department_id, t.status, t.version, c.lines
     FROM review_task t JOIN review_content c ON c.task_id = t.id WHERE t.id = ANY($1::uuid[])`,
  ),
  receive: insertStatement(
    'department.receive',
    'inbox',
    { message_id: 'uuid', received_at: 'timestamptz' },
    'ON CONFLICT (message_id) DO NOTHING RETURNING message_id',
  ),
  // A request and its cancellation may be taken in by two processes at once; one waits for the other.
  lockReviews: statement(
    'department.lockReviews',
    `SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest($1::text[]) AS key`,
  ),
  insertCancelled: insertStatement(
    'department.insertCancelled',
    'cancelled_review',
    { application_id: 'uuid', branch: 'text', cycle: 'int' },
    'ON CONFLICT DO NOTHING',
  ),
  insertTasks: statement(
    'department.insertTasks',
    `INSERT INTO review_task (id, application_id, branch, cycle, department_id, case_number, item, window_id, town_code,
       owner_uscc, owner_name, project_code, project_name, accepted_on, due_on, provisional, synthetic, note, status, version, requested_at)
     SELECT t.id, t.application_id, t.branch, t.cycle, t.department_id, t.case_number, t.item, t.window_id, t.town_code,
       t.owner_uscc, t.owner_name, t.project_code, t.project_name, t.accepted_on, t.due_on, t.provisional, t.synthetic, t.note,
       CASE WHEN x.cycle IS NULL THEN 'pending' ELSE 'cancelled' END, 1, t.requested_at
     FROM json_to_recordset($1::json) AS t(id uuid, ${KEY}, department_id text, case_number text, item text,
       window_id text, town_code text, owner_uscc text, owner_name text, project_code text, project_name text,
       accepted_on date, due_on date, provisional boolean, synthetic boolean, note text, requested_at timestamptz)
     LEFT JOIN cancelled_review x USING (application_id, branch, cycle)`,
  ),
  insertContents: insertStatement('department.insertContents', 'review_content', {
    task_id: 'uuid',
    form: 'json',
    lines: 'json',
  }),
  cancelTasks: statement(
    'department.cancelTasks',
    `UPDATE review_task t SET status = 'cancelled', version = t.version + 1
     FROM json_to_recordset($1::json) AS u(${KEY})
     WHERE t.application_id = u.application_id AND t.branch = u.branch AND t.cycle = u.cycle AND t.answered_at IS NULL
       AND t.status <> 'cancelled'`,
  ),
  answerTasks: statement(
    'department.answerTasks',
    `UPDATE review_task t SET status = u.status, version = t.version + 1, answered_at = u.answered_at,
       reviewer_name = u.reviewer_name, opinion = u.opinion
     FROM json_to_recordset($1::json)
       AS u(id uuid, stored_version int, status text, answered_at timestamptz, reviewer_name text, opinion json)
     WHERE t.id = u.id AND t.version = u.stored_version RETURNING t.id`,
  ),
  insertCommands: insertStatement('department.insertCommands', 'command', {
    command_id: 'text',
    fingerprint: 'text',
    answer: 'json',
    at: 'timestamptz',
  }),
} as const;
