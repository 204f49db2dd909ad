import { Inject, Injectable } from '@nestjs/common';
import type { AccountView } from '#contracts';
import { Database, statement } from '#persistence';

const VIEW = `id, username, name, role, window_id AS "windowId", department_id AS "departmentId", owner_uscc AS "ownerUscc"`;

const BY_USERNAME = statement(
  'gateway.accountByUsername',
  `SELECT ${VIEW}, password_hash AS "passwordHash", locked_until AS "lockedUntil" FROM account WHERE username = $1`,
);
const INSERT = statement(
  'gateway.insertAccount',
  `INSERT INTO account AS a (id, username, name, role, window_id, department_id, owner_uscc, password_hash, created_at, created_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   ON CONFLICT (username) DO UPDATE SET username = a.username WHERE a.created_by = excluded.created_by RETURNING ${VIEW}`,
);
const LIST = statement(
  'gateway.listAccounts',
  `SELECT ${VIEW} FROM account WHERE ($1::text IS NULL OR username > $1) ORDER BY username LIMIT $2`,
);
const FAILED = statement(
  'gateway.signInFailed',
  `UPDATE account SET failed_attempts = failed_attempts + 1,
     locked_until = CASE WHEN failed_attempts + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
   WHERE id = $1`,
);
const SUCCEEDED = statement(
  'gateway.signInSucceeded',
  'UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = $1 AND failed_attempts > 0',
);
const COUNT = statement('gateway.countAccounts', 'SELECT count(*)::int AS count FROM account');

/** An account with what sign-in needs to know. */
export interface StoredAccount extends AccountView {
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
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

  /** Inserts an account, or finds the one the same command inserted; undefined if the user name is taken otherwise. */
  async insert(
    account: AccountView,
    passwordHash: string,
    { at, commandId }: { at: Date; commandId: string },
  ): Promise<AccountView | undefined> {
    const { id, username, name, role, windowId, departmentId, ownerUscc } = account;
    const values = [id, username, name, role, windowId, departmentId, ownerUscc, passwordHash, at, commandId];
    const [row] = await this.database.run<AccountView>(INSERT, values);
    return row;
  }

  /** A page of accounts by user name. */
  list(after: string | undefined, limit: number): Promise<AccountView[]> {
    return this.database.run<AccountView>(LIST, [after ?? null, limit]);
  }

  /** How many accounts there are. */
  async count(): Promise<number> {
    const [row] = await this.database.run<{ count: number }>(COUNT);
    return row?.count ?? 0;
  }

  /** Counts a wrong password; at `limit` in a row the account is locked until `until`. */
  async failed(id: string, limit: number, until: Date): Promise<void> {
    await this.database.run(FAILED, [id, limit, until]);
  }

  /** Forgets earlier wrong passwords. */
  async succeeded(id: string): Promise<void> {
    await this.database.run(SUCCEEDED, [id]);
  }
}
