import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMessagingTables } from '#messaging';

/** Cases, applications, their append-only history, reviews and decisions of the service window. */
export class WindowSchema1700000000001 implements MigrationInterface {
  name = 'WindowSchema1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createMessagingTables(runner);
    for (const sql of TABLES) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('the history of decisions is append-only: restore a backup instead');
  }
}

const TABLES = [
  `CREATE TABLE service_case (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    version int NOT NULL,
    window_id text NOT NULL,
    town_code text NOT NULL,
    owner_uscc text NOT NULL,
    owner_name text NOT NULL,
    project_code text NOT NULL,
    project_name text NOT NULL,
    agent json,
    materials json NOT NULL,
    received_at timestamptz,
    synthetic boolean NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL
  )`,
  'CREATE INDEX service_case_window ON service_case (window_id, id DESC)',
  'CREATE INDEX service_case_owner ON service_case (owner_uscc, id DESC)',
  // The row every event reads and writes: small, with room on its page for the next version.
  `CREATE TABLE application (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES service_case (id),
    item text NOT NULL,
    definition_version int NOT NULL,
    state text NOT NULL,
    version int NOT NULL,
    snapshot json NOT NULL,
    history_hash text NOT NULL,
    window_id text NOT NULL,
    owner_uscc text NOT NULL,
    accepted_on date,
    due_on date,
    provisional boolean NOT NULL DEFAULT false,
    permit_number text
  ) WITH (fillfactor = 60)`,
  'CREATE INDEX application_case ON application (case_id)',
  `CREATE TABLE application_content (
    application_id uuid NOT NULL REFERENCES application (id),
    revision int NOT NULL,
    form json NOT NULL,
    lines json NOT NULL,
    PRIMARY KEY (application_id, revision)
  )`,
  `CREATE TABLE history (
    application_id uuid NOT NULL REFERENCES application (id),
    sequence int NOT NULL,
    event text NOT NULL,
    payload json NOT NULL,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    at timestamptz NOT NULL,
    command_id text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (application_id, sequence)
  )`,
  `CREATE TABLE command (
    command_id text PRIMARY KEY,
    fingerprint text NOT NULL,
    answer json NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE TABLE review (
    application_id uuid NOT NULL REFERENCES application (id),
    branch text NOT NULL,
    cycle int NOT NULL,
    department_id text NOT NULL,
    status text NOT NULL,
    requested_at timestamptz NOT NULL,
    answered_at timestamptz,
    reviewer_name text,
    opinion json,
    PRIMARY KEY (application_id, branch, cycle)
  ) WITH (fillfactor = 60)`,
  `CREATE TABLE decision (
    application_id uuid PRIMARY KEY REFERENCES application (id),
    kind text NOT NULL CHECK (kind IN ('granted', 'refused', 'notAccepted')),
    series text NOT NULL,
    sequence int NOT NULL,
    number text NOT NULL UNIQUE,
    reasons text,
    department_id text,
    lines json NOT NULL,
    conditions json NOT NULL,
    decided_on date NOT NULL,
    decided_at timestamptz NOT NULL,
    UNIQUE (series, sequence)
  )`,
  'CREATE TABLE number_series (series text PRIMARY KEY, value int NOT NULL) WITH (fillfactor = 10)',
  // The history of a decision is evidence: the database itself refuses to change it.
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME; END $$`,
  `CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  'CREATE TRIGGER history_whole BEFORE TRUNCATE ON history EXECUTE FUNCTION refuse_change()',
  'CREATE TRIGGER decision_whole BEFORE TRUNCATE ON decision EXECUTE FUNCTION refuse_change()',
  `CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
];
