import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and server-side sessions. */
export class GatewaySchema1700000000001 implements MigrationInterface {
  name = 'GatewaySchema1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE account (
      id uuid PRIMARY KEY,
      username text NOT NULL UNIQUE,
      name text NOT NULL,
      role text NOT NULL CHECK (role IN ('clerk', 'reviewer', 'owner', 'manager', 'administrator')),
      window_id text,
      department_id text,
      owner_uscc text,
      password_hash text NOT NULL,
      failed_attempts int NOT NULL DEFAULT 0,
      locked_until timestamptz,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      fingerprint text NOT NULL,
      demonstration boolean NOT NULL,
      CHECK ((role = 'clerk') = (window_id IS NOT NULL)),
      CHECK ((role = 'reviewer') = (department_id IS NOT NULL)),
      CHECK ((role = 'owner') = (owner_uscc IS NOT NULL))
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX account_command ON account (created_by) WHERE created_by <> 'installation'`,
    );
    await runner.query(`CREATE TABLE session (
      token_hash text PRIMARY KEY,
      account_id uuid NOT NULL REFERENCES account (id),
      expires_at timestamptz NOT NULL
    )`);
    await runner.query('CREATE INDEX session_expiry ON session (expires_at)');
    await runner.query('CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL)');
  }

  async down(): Promise<void> {
    throw new Error('restore a backup instead');
  }
}
