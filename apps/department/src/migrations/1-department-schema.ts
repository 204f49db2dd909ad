import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMessagingTables } from '#messaging';

/** Review tasks of the departments this instance serves. */
export class DepartmentSchema1700000000001 implements MigrationInterface {
  name = 'DepartmentSchema1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createMessagingTables(runner);
    for (const sql of TABLES) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('opinions are evidence: restore a backup instead');
  }
}

const TABLES = [
  `CREATE TABLE review_task (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    branch text NOT NULL,
    cycle int NOT NULL,
    department_id text NOT NULL,
    case_number text NOT NULL,
    item text NOT NULL,
    window_id text NOT NULL,
    town_code text NOT NULL,
    owner_uscc text NOT NULL,
    owner_name text NOT NULL,
    project_code text NOT NULL,
    project_name text NOT NULL,
    accepted_on date NOT NULL,
    due_on date NOT NULL,
    provisional boolean NOT NULL,
    synthetic boolean NOT NULL,
    note text,
    status text NOT NULL,
    version int NOT NULL,
    requested_at timestamptz NOT NULL,
    answered_at timestamptz,
    reviewer_name text,
    opinion json,
    UNIQUE (application_id, branch, cycle)
  ) WITH (fillfactor = 70)`,
  // The inbox page: pending only, by legal deadline, walked by keyset.
  `CREATE INDEX review_task_inbox ON review_task (department_id, due_on, id) WHERE status = 'pending'`,
  'CREATE INDEX review_task_desk ON review_task (department_id, due_on, id)',
  // What the reviewer reads but the inbox does not: kept out of the hot row.
  `CREATE TABLE review_content (
    task_id uuid PRIMARY KEY REFERENCES review_task (id),
    form json NOT NULL,
    lines json NOT NULL
  )`,
  // A cancellation may overtake its request on the way.
  `CREATE TABLE cancelled_review (
    application_id uuid NOT NULL,
    branch text NOT NULL,
    cycle int NOT NULL,
    PRIMARY KEY (application_id, branch, cycle)
  )`,
  `CREATE TABLE command (
    command_id text PRIMARY KEY,
    fingerprint text NOT NULL,
    answer json NOT NULL,
    at timestamptz NOT NULL
  )`,
];
