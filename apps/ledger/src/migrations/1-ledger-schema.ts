import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMessagingTables } from '#messaging';

/** The quantity ledger: append-only entries, and the totals kept in step with them. */
export class LedgerSchema1700000000001 implements MigrationInterface {
  name = 'LedgerSchema1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createMessagingTables(runner);
    for (const sql of TABLES) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('the ledger is append-only: restore a backup instead');
  }
}

const TABLES = [
  `CREATE TABLE entry (
    id uuid PRIMARY KEY,
    message_id uuid NOT NULL,
    measure text NOT NULL CHECK (measure IN ('applied', 'approved')),
    item text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    quantity numeric NOT NULL,
    application_id uuid NOT NULL,
    line_id text NOT NULL,
    permit_number text NOT NULL,
    case_number text NOT NULL,
    window_id text NOT NULL,
    town_code text NOT NULL,
    owner_uscc text NOT NULL,
    owner_name text NOT NULL,
    project_code text NOT NULL,
    project_name text NOT NULL,
    synthetic boolean NOT NULL,
    accepted_on date NOT NULL,
    decided_on date NOT NULL
  )`,
  'CREATE INDEX entry_drill_down ON entry (item, measure, decided_on, id)',
  // Read for every figure; written in the same transaction as the entries, so that a read never scans them.
  `CREATE TABLE total (
    measure text NOT NULL,
    item text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    town_code text NOT NULL,
    month date NOT NULL,
    synthetic boolean NOT NULL,
    quantity numeric NOT NULL,
    PRIMARY KEY (item, month, measure, kind, unit, town_code, synthetic)
  ) WITH (fillfactor = 20)`,
  `CREATE TABLE decision_count (
    item text NOT NULL,
    month date NOT NULL,
    town_code text NOT NULL,
    decisions int NOT NULL,
    PRIMARY KEY (item, month, town_code)
  ) WITH (fillfactor = 20)`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME; END $$`,
  'CREATE TRIGGER entry_whole BEFORE TRUNCATE ON entry EXECUTE FUNCTION refuse_change()',
  `CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
];
