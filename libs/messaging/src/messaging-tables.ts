import type { QueryRunner } from 'typeorm';

/**
 * Creates the messaging tables of a service in its own schema: `outbox` (messages that leave), `inbox` (messages that
 * have had their effect) and `incident` (messages that kept failing). Called by the service's first migration.
 */
export async function createMessagingTables(runner: QueryRunner): Promise<void> {
  // Gone in some milliseconds: neither parsed nor compressed for it.
  await runner.query(`
    CREATE TABLE outbox (
      id uuid PRIMARY KEY,
      queue text NOT NULL,
      message json NOT NULL
    ) WITH (toast_tuple_target = 8160)`);
  await runner.query(`
    CREATE TABLE inbox (
      message_id uuid PRIMARY KEY,
      received_at timestamptz NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE incident (
      id uuid PRIMARY KEY,
      queue text NOT NULL,
      message_id text NOT NULL,
      message_type text NOT NULL,
      message jsonb NOT NULL,
      error text NOT NULL,
      attempts int NOT NULL,
      occurred_at timestamptz NOT NULL,
      status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'replayed')),
      replayed_by text
    )`);
  await runner.query(`CREATE UNIQUE INDEX incident_open_message ON incident (queue, message_id) WHERE status = 'open'`);
}
