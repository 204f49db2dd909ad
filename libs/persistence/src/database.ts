import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Statement } from './statement.js';

// Dates are dates in Asia/Shanghai, not points in time; the driver must not turn them into the machine's midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Reads and writes inside one transaction. */
export interface Transaction {
  /** Runs a prepared statement and returns its rows. */
  run<Row = Record<string, unknown>>(statement: Statement, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Registers what is to happen once the transaction has committed; not called on rollback. */
  afterCommit(action: () => void): void;
}

/** One service's schema in PostgreSQL. Names without a schema mean the service's own. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly schema: string,
  ) {}

  /** Runs a prepared statement outside any transaction. */
  async run<Row = Record<string, unknown>>(statement: Statement, parameters: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      return (await client.query({ ...statement, values: [...parameters] })).rows as Row[];
    } finally {
      await runner.release();
    }
  }

  /** Runs `work` in one transaction: all of it is stored, or nothing. Whatever `work` throws is thrown on. */
  async runInTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const committed: (() => void)[] = [];
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await client.query('BEGIN');
      try {
        const result = await work({
          run: async (statement, parameters = []) =>
            (await client.query({ ...statement, values: [...parameters] })).rows,
          afterCommit: (action) => committed.push(action),
        });
        await client.query('COMMIT');
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

/** Runs a set-based statement on rows given as JSON; without rows nothing is sent. */
export function putRows<Row>(transaction: Transaction, statement: Statement, rows: readonly object[]): Promise<Row[]> {
  return rows.length === 0 ? Promise.resolve([]) : transaction.run<Row>(statement, [JSON.stringify(rows)]);
}
