import { insertStatement, statement } from '#persistence';

const STATE_COLUMNS = {
  state: 'text',
  version: 'int',
  snapshot: 'json',
  history_hash: 'text',
  accepted_on: 'date',
  due_on: 'date',
  provisional: 'boolean',
  permit_number: 'text',
} as const;

const assignments = Object.keys(STATE_COLUMNS)
  .map((column) => `${column} = u.${column}`)
  .join(', ');
const stateTypes = Object.entries(STATE_COLUMNS)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ');

/** The statements of the commit lane; each works on any number of rows. */
export const SQL = {
  commands: statement(
    'window.commands',
    'SELECT command_id, fingerprint, answer FROM command WHERE command_id = ANY($1::text[])',
  ),
  applications: statement(
    'window.applications',
    `SELECT a.id, a.item, a.definition_version, a.state, a.version, a.snapshot, a.history_hash, a.window_id,
            a.owner_uscc, a.accepted_on, a.due_on, a.provisional, a.permit_number, a.case_id,
            c.number AS case_number, c.town_code, c.owner_name, c.project_code, c.project_name, c.synthetic
     FROM application a JOIN service_case c ON c.id = a.case_id WHERE a.id = ANY($1::uuid[])`,
  ),
  contents: statement(
    'window.contents',
    `SELECT DISTINCT ON (application_id) application_id, revision, form, lines FROM application_content
     WHERE application_id = ANY($1::uuid[]) ORDER BY application_id, revision DESC`,
  ),
  takeNumbers: statement(
    'window.takeNumbers',
    `INSERT INTO number_series AS s (series, value)
     SELECT series, count FROM json_to_recordset($1::json) AS row(series text, count int) ORDER BY series
     ON CONFLICT (series) DO UPDATE SET value = s.value + excluded.value
     RETURNING series, value`,
  ),
  insertCases: insertStatement('window.insertCases', 'service_case', {
    id: 'uuid',
    number: 'text',
    version: 'int',
    window_id: 'text',
    town_code: 'text',
    owner_uscc: 'text',
    owner_name: 'text',
    project_code: 'text',
    project_name: 'text',
    agent: 'json',
    materials: 'json',
    received_at: 'timestamptz',
    synthetic: 'boolean',
    opened_by: 'text',
    opened_at: 'timestamptz',
  }),
  insertApplications: insertStatement('window.insertApplications', 'application', {
    id: 'uuid',
    case_id: 'uuid',
    item: 'text',
    definition_version: 'int',
    window_id: 'text',
    owner_uscc: 'text',
    ...STATE_COLUMNS,
  }),
  updateApplications: statement(
    'window.updateApplications',
    `UPDATE application a SET ${assignments}
     FROM json_to_recordset($1::json) AS u(id uuid, stored_version int, ${stateTypes})
     WHERE a.id = u.id AND a.version = u.stored_version RETURNING a.id`,
  ),
  insertContents: insertStatement('window.insertContents', 'application_content', {
    application_id: 'uuid',
    revision: 'int',
    form: 'json',
    lines: 'json',
  }),
  insertHistory: insertStatement('window.insertHistory', 'history', {
    application_id: 'uuid',
    sequence: 'int',
    event: 'text',
    payload: 'json',
    actor_id: 'text',
    actor_name: 'text',
    from_state: 'text',
    to_state: 'text',
    at: 'timestamptz',
    command_id: 'text',
    hash: 'text',
  }),
  insertReviews: insertStatement('window.insertReviews', 'review', {
    application_id: 'uuid',
    branch: 'text',
    cycle: 'int',
    department_id: 'text',
    status: 'text',
    requested_at: 'timestamptz',
    answered_at: 'timestamptz',
    reviewer_name: 'text',
    opinion: 'json',
  }),
  closeReviews: statement(
    'window.closeReviews',
    `UPDATE review r SET status = u.status, answered_at = u.answered_at, reviewer_name = u.reviewer_name, opinion = u.opinion
     FROM json_to_recordset($1::json)
       AS u(application_id uuid, branch text, cycle int, status text, answered_at timestamptz, reviewer_name text, opinion json)
     WHERE r.application_id = u.application_id AND r.branch = u.branch AND r.cycle = u.cycle`,
  ),
  // Filing takes the same lock as an edit of the draft and raises its version, so that neither passes the other unseen.
  fileCases: statement(
    'window.fileCases',
    `UPDATE service_case c SET version = c.version + 1, received_at = coalesce(c.received_at, u.at)
     FROM (SELECT case_id, min(received_at) AS at
           FROM json_to_recordset($1::json) AS filed(case_id uuid, received_at timestamptz)
           GROUP BY case_id ORDER BY case_id) AS u
     WHERE c.id = u.case_id`,
  ),
  insertDecisions: insertStatement('window.insertDecisions', 'decision', {
    application_id: 'uuid',
    kind: 'text',
    series: 'text',
    sequence: 'int',
    number: 'text',
    reasons: 'text',
    department_id: 'text',
    lines: 'json',
    conditions: 'json',
    decided_on: 'date',
    decided_at: 'timestamptz',
  }),
  insertCommands: insertStatement('window.insertCommands', 'command', {
    command_id: 'text',
    fingerprint: 'text',
    answer: 'json',
    at: 'timestamptz',
  }),
} as const;
