import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Statement } from './statement.js';

// Dates are dates in Asia/Shanghai, not points in time; the driver must not turn them into the machine's midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Reads and writes inside one transaction. */
export interface Transaction {
  /**
   * Runs a prepared statement and returns its rows. Statements run in the order they are called in; those that need no
   * answer of each other's are called together and awaited together, which costs one round trip and not one each.
   */
  run<Row = Record<string, unknown>>(statement: Statement, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Registers what is to happen once the transaction has committed; not called on rollback. */
  afterCommit(action: () => void): void;
}

/** One service's schema in PostgreSQL. Names without a schema mean the service's own. */
export class Database {
  #turn: Turn | undefined;

  constructor(
    readonly dataSource: DataSource,
    readonly schema: string,
  ) {}

  /** Runs a prepared statement outside any transaction. */
  async run<Row = Record<string, unknown>>(statement: Statement, parameters: readonly unknown[] = []): Promise<Row[]> {
    const turn = this.#currentTurn();
    turn.open += 1;
    try {
      const client = await turn.client;
      const values = [...parameters];
      return (await inOnePacket(client, () => client.query({ ...statement, values }))).rows as Row[];
    } finally {
      turn.open -= 1;
      if (turn.open === 0) {
        if (this.#turn === turn) this.#turn = undefined;
        await turn.runner.release();
      }
    }
  }

  /** Reads asked for in one turn of the event loop, such as by requests answered together, share a connection. */
  #currentTurn(): Turn {
    if (this.#turn !== undefined && this.#turn.open < READS_PER_CONNECTION) return this.#turn;
    const runner = this.dataSource.createQueryRunner();
    const turn = { runner, client: runner.connect() as Promise<PipelinedClient>, open: 0 };
    this.#turn = turn;
    setImmediate(() => {
      if (this.#turn === turn) this.#turn = undefined;
    });
    return turn;
  }

  /** Runs `work` in one transaction: all of it is stored, or nothing. Whatever `work` throws is thrown on. */
  async runInTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const committed: (() => void)[] = [];
    try {
      const client = (await runner.connect()) as PipelinedClient;
      try {
        // Not awaited here: it leaves in one packet with the first statements of the work.
        const begun = inOnePacket(client, () => client.query('BEGIN'));
        const run = async (statement: Statement, parameters: readonly unknown[] = []) =>
          (await inOnePacket(client, () => client.query({ ...statement, values: [...parameters] }))).rows;
        const [result] = await Promise.all([work({ run, afterCommit: (action) => committed.push(action) }), begun]);
        const { command } = await client.query('COMMIT');
        // PostgreSQL answers the COMMIT of a failed transaction with a rollback, not with an error.
        if (command !== 'COMMIT') throw new Error('a statement of the transaction failed unseen: it is rolled back');
        for (const action of committed) action();
        return result;
      } catch (error) {
        // A broken connection has rolled back by itself; the first error is the one to tell.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

const READS_PER_CONNECTION = 16;

/** Statements that leave together on one connection. */
interface Turn {
  readonly runner: QueryRunner;
  readonly client: Promise<PipelinedClient>;
  open: number;
}

type PipelinedClient = pg.PoolClient & { readonly connection: { readonly stream: Duplex } };

/** Keeps what is sent back until the end of this turn of the event loop, so that it leaves with what follows. */
function inOnePacket<T>({ connection: { stream } }: PipelinedClient, send: () => T): T {
  stream.cork();
  process.nextTick(() => stream.uncork());
  return send();
}

/** Runs a set-based statement on rows given as JSON; without rows nothing is sent. */
export function putRows<Row>(transaction: Transaction, statement: Statement, rows: readonly object[]): Promise<Row[]> {
  return rows.length === 0 ? Promise.resolve([]) : transaction.run<Row>(statement, [JSON.stringify(rows)]);
}
