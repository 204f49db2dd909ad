import { setTimeout as delay } from 'node:timers/promises';

/** Reads what a screen shows now, by what is waited for. */
export type ReadScreen<T> = (waitedFor: ReadonlySet<string>) => Promise<ReadonlyMap<string, T>>;

interface Waiting<T> {
  resolve(found: T): void;
  reject(reason: unknown): void;
}

/**
 * A desk's screen that all lifecycles in flight look at together: while anything is waited for it is read again and
 * again, with a pause between, and everyone whose row has appeared goes on.
 */
export class Screen<T> {
  readonly #read: ReadScreen<T>;
  readonly #pauseMs: number;
  readonly #waiting = new Map<string, Waiting<T>>();
  #looking = false;

  constructor(read: ReadScreen<T>, pauseMs: number) {
    this.#read = read;
    this.#pauseMs = pauseMs;
  }

  /** Resolves when the row is on the screen. */
  appearance(key: string): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(key, { resolve, reject });
      if (!this.#looking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      while (this.#waiting.size > 0) {
        await delay(this.#pauseMs);
        const rows = await this.#read(new Set(this.#waiting.keys()));
        for (const [key, { resolve }] of this.#waiting) {
          const row = rows.get(key);
          if (row === undefined) continue;
          this.#waiting.delete(key);
          resolve(row);
        }
      }
    } catch (error) {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    } finally {
      this.#looking = false;
    }
  }
}
