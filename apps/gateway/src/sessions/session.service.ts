import { hash as digestOf, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import type { AccountView, Actor } from '#contracts';
import { Database, statement } from '#persistence';
import { CONFIG, type Config, SystemClock, signInRefused } from '#platform';
import { AccountRepository } from '../accounts/account.repository.js';

const INSERT = statement(
  'gateway.insertSession',
  'INSERT INTO session (token_hash, account_id, expires_at) VALUES ($1, $2, $3)',
);
const FIND = statement(
  'gateway.findSession',
  `SELECT s.expires_at, a.id, a.name, a.role, a.window_id AS "windowId", a.department_id AS "departmentId",
          a.owner_uscc AS "ownerUscc"
   FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = $1 AND s.expires_at > $2`,
);
const DELETE = statement('gateway.deleteSession', 'DELETE FROM session WHERE token_hash = $1 OR expires_at <= $2');

const LIFETIME_MS = 12 * 3_600_000;
const CACHE_MS = 5_000;
const CACHE_SIZE = 10_000;
const WRONG_PASSWORDS = 10;
const LOCK_MS = 15 * 60_000;

/** Who a session belongs to and until when it lasts. */
export interface Session {
  readonly actor: Actor;
  readonly expiresAt: Date;
}

/**
 * Server-side sessions: the browser holds a random token, the database its hash. Their time is the machine's even in
 * demonstration mode, for they guard real doors. A session that ended elsewhere is noticed within five seconds.
 */
@Injectable()
export class SessionService {
  readonly #clock = new SystemClock();
  readonly #cache = new Map<string, { session: Session; until: number }>();
  #dummyHash: Promise<string> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Signs in and returns the token for the cookie. Rejects with signInRefused for a wrong name, a wrong password or an
   * account locked after ten wrong passwords; the password is verified in every case, so that the time tells little.
   */
  async signIn(username: string, password: string): Promise<{ token: string; session: Session }> {
    const now = this.#clock.now();
    const account = await this.accounts.byUsername(username);
    this.#dummyHash ??= hash(randomBytes(16));
    const matches = await verify(account?.passwordHash ?? (await this.#dummyHash), password);
    if (account === undefined || (account.demonstration && !this.config.demo)) throw signInRefused();
    if (account.lockedUntil !== null && account.lockedUntil > now) throw signInRefused();
    if (!matches) {
      await this.accounts.failed(account.id, WRONG_PASSWORDS, now, new Date(now.getTime() + LOCK_MS));
      throw signInRefused();
    }
    await this.accounts.succeeded(account.id);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    await this.database.run(INSERT, [digest(token), account.id, expiresAt]);
    return { token, session: { actor: actorOf(account), expiresAt } };
  }

  /** The session of a token, or undefined if it is unknown or over. */
  async find(token: string): Promise<Session | undefined> {
    const tokenHash = digest(token);
    const now = this.#clock.now();
    const cached = this.#cache.get(tokenHash);
    if (cached !== undefined && cached.until > now.getTime()) return cached.session;
    this.#cache.delete(tokenHash);
    const [row] = await this.database.run<AccountView & { expires_at: Date }>(FIND, [tokenHash, now]);
    if (row === undefined) return undefined;
    const session = { actor: actorOf(row), expiresAt: row.expires_at };
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    const until = Math.min(now.getTime() + CACHE_MS, session.expiresAt.getTime());
    this.#cache.set(tokenHash, { session, until });
    return session;
  }

  /** Ends a session, and sweeps those that are over. */
  async signOut(token: string): Promise<void> {
    const tokenHash = digest(token);
    this.#cache.delete(tokenHash);
    await this.database.run(DELETE, [tokenHash, this.#clock.now()]);
  }
}

const digest = (token: string): string => digestOf('sha256', token, 'base64url');

function actorOf({ id, name, role, windowId, departmentId, ownerUscc }: AccountView): Actor {
  return {
    id,
    name,
    role,
    ...(windowId === null ? {} : { windowId }),
    ...(departmentId === null ? {} : { departmentId }),
    ...(ownerUscc === null ? {} : { ownerUscc }),
  };
}
