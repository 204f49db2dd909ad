import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expectedTotals, hundredths, ITEM } from './work.js';

/** What the database says after a run; every flag must be true. */
export interface Check {
  /** Permits issued, warm-up included. */
  readonly issued: number;
  /** Each lifecycle has one permit, and no number was given twice. */
  readonly once: boolean;
  /** The numbers are 1 to n. */
  readonly gapless: boolean;
  /** The ledger's totals are exactly the sums of what was applied for and approved. */
  readonly totals: boolean;
}

const DRAIN_MS = 60_000;
const DRAIN_LOOK_MS = 20;

const BOOKED = 'SELECT coalesce(sum(decisions), 0)::int AS booked FROM ledger.decision_count';
const WAITING = 'SELECT -count(*)::int AS waiting FROM service_window.outbox';
const PERMITS = `SELECT sequence, count(*) OVER (PARTITION BY application_id)::int AS of_application
  FROM service_window.decision WHERE kind = 'granted'`;
const TOTALS = `SELECT measure, kind, town_code, sum(quantity)::text AS quantity FROM ledger.total
  WHERE item = $1 GROUP BY measure, kind, town_code`;

/** A connection of the benchmark's own, to look at what the product has stored. */
export class DatabaseCheck {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async connect(url: string): Promise<DatabaseCheck> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new DatabaseCheck(client);
  }

  /** Waits until `n` permits are in the ledger's totals and no message waits in the window's outbox. */
  async drained(n: number): Promise<void> {
    const deadline = Date.now() + DRAIN_MS;
    await this.#reached(BOOKED, n, deadline);
    await this.#reached(WAITING, 0, deadline);
  }

  /** Compares what is stored with what `n` lifecycles must have left. */
  async verify(n: number): Promise<Check> {
    const permits = (await this.#client.query<{ sequence: number; of_application: number }>(PERMITS)).rows;
    const numbers = new Set(permits.map(({ sequence }) => sequence));
    const stored = (await this.#client.query<Record<string, string>>(TOTALS, [ITEM])).rows;
    const totals = new Map(
      stored.map((row) => [`${row['measure']}|${row['kind']}|${row['town_code']}`, hundredths(row['quantity'] ?? '')]),
    );
    const expected = expectedTotals(n);
    return {
      issued: permits.length,
      once: permits.length === n && numbers.size === n && permits.every((row) => row.of_application === 1),
      gapless: numbers.size === n && Array.from({ length: n }, (_, index) => index + 1).every((k) => numbers.has(k)),
      totals: totals.size === expected.size && [...expected].every(([key, sum]) => totals.get(key) === sum),
    };
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #reached(query: string, wanted: number, deadline: number): Promise<void> {
    for (;;) {
      const { rows } = await this.#client.query<Record<string, number>>(query);
      const value = Object.values(rows[0] ?? {})[0] ?? 0;
      if (value >= wanted) return;
      if (Date.now() > deadline) throw new Error(`${value} of ${wanted} after a minute: ${query}`);
      await delay(DRAIN_LOOK_MS);
    }
  }
}
