import { Inject, Injectable } from '@nestjs/common';
import type { AccountView } from '#contracts';
import { Database, statement } from '#persistence';

const VIEW = `id, username, name, role, window_id AS "windowId", department_id AS "departmentId", owner_uscc AS "ownerUscc"`;

const BY_USERNAME = statement(
  'gateway.accountByUsername',
  `SELECT ${VIEW}, password_hash AS "passwordHash", locked_until AS "lockedUntil", demonstration FROM account WHERE username = $1`,
);
const INSERT = statement(
  'gateway.insertAccount',
  // A demonstration account gives way to a real one of its name.
  `INSERT INTO account AS a (id, username, name, role, window_id, department_id, owner_uscc, password_hash, created_at,
     created_by, fingerprint, demonstration)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   ON CONFLICT (username) DO UPDATE SET password_hash = excluded.password_hash, name = excluded.name, role = excluded.role,
     window_id = excluded.window_id, department_id = excluded.department_id, owner_uscc = excluded.owner_uscc,
     created_by = excluded.created_by, fingerprint = excluded.fingerprint, demonstration = false
   WHERE a.demonstration AND NOT excluded.demonstration
   RETURNING ${VIEW}`,
);
const BY_COMMAND = statement(
  'gateway.accountByCommand',
  `SELECT ${VIEW}, fingerprint FROM account WHERE created_by = $1 AND created_by <> 'installation'`,
);
const LIST = statement(
  'gateway.listAccounts',
  `SELECT ${VIEW} FROM account WHERE ($1::text IS NULL OR username > $1) ORDER BY username LIMIT $2`,
);
const FAILED = statement(
  'gateway.signInFailed',
  `UPDATE account SET failed_attempts = CASE WHEN locked_until <= $4 THEN 1 ELSE failed_attempts + 1 END,
     locked_until = CASE WHEN locked_until <= $4 THEN NULL WHEN failed_attempts + 1 >= $2 THEN $3::timestamptz
                         ELSE locked_until END
   WHERE id = $1`,
);
const SUCCEEDED = statement(
  'gateway.signInSucceeded',
  'UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = $1 AND failed_attempts > 0',
);
const COUNT = statement('gateway.countAccounts', 'SELECT count(*)::int AS count FROM account WHERE NOT demonstration');

/** An account with what sign-in needs to know. */
export interface StoredAccount extends AccountView {
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
  /** An account of demonstration mode, of no use outside it. */
  readonly demonstration: boolean;
}

/** By which command an account comes to be, and when. */
export interface Creation {
  readonly at: Date;
  readonly commandId: string;
  readonly fingerprint: string;
  readonly demonstration: boolean;
}

/** Reads and writes accounts. */
@Injectable()
export class AccountRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The account of a user name, or undefined. */
  async byUsername(username: string): Promise<StoredAccount | undefined> {
    const [row] = await this.database.run<StoredAccount>(BY_USERNAME, [username]);
    return row;
  }

  /** The account a command created, with what tells a repetition from another command; undefined if none did. */
  async byCommand(commandId: string): Promise<(AccountView & { fingerprint: string }) | undefined> {
    const [row] = await this.database.run<AccountView & { fingerprint: string }>(BY_COMMAND, [commandId]);
    return row;
  }

  /** Inserts an account; undefined if the user name is taken. */
  async insert(
    account: AccountView,
    passwordHash: string,
    { at, commandId, fingerprint, demonstration }: Creation,
  ): Promise<AccountView | undefined> {
    const { id, username, name, role, windowId, departmentId, ownerUscc } = account;
    const scope = [windowId, departmentId, ownerUscc];
    const values = [id, username, name, role, ...scope, passwordHash, at, commandId, fingerprint, demonstration];
    const [row] = await this.database.run<AccountView>(INSERT, values);
    return row;
  }

  /** A page of accounts by user name. */
  list(after: string | undefined, limit: number): Promise<AccountView[]> {
    return this.database.run<AccountView>(LIST, [after ?? null, limit]);
  }

  /** How many accounts there are, those of demonstration mode apart. */
  async count(): Promise<number> {
    const [row] = await this.database.run<{ count: number }>(COUNT);
    return row?.count ?? 0;
  }

  /** Counts a wrong password; at `limit` in a row the account is locked until `until`. */
  async failed(id: string, limit: number, now: Date, until: Date): Promise<void> {
    await this.database.run(FAILED, [id, limit, until, now]);
  }

  /** Forgets earlier wrong passwords. */
  async succeeded(id: string): Promise<void> {
    await this.database.run(SUCCEEDED, [id]);
  }
}
