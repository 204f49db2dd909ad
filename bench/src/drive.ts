/** Milliseconds of every event, by kind. */
export class Timings {
  readonly #series = new Map<string, number[]>();

  /** Measurements another process has made. */
  static fromJSON(series: Readonly<Record<string, readonly number[]>>): Timings {
    const timings = new Timings();
    for (const [kind, values] of Object.entries(series)) timings.#series.set(kind, [...values]);
    return timings;
  }

  /** All measurements, by kind. */
  toJSON(): Record<string, number[]> {
    return Object.fromEntries(this.#series);
  }

  /** Adds one measurement. */
  add(kind: string, milliseconds: number): void {
    const series = this.#series.get(kind);
    if (series === undefined) this.#series.set(kind, [milliseconds]);
    else series.push(milliseconds);
  }

  /** Times a promise. */
  async time<T>(kind: string, work: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await work;
    this.add(kind, performance.now() - startedAt);
    return result;
  }

  /** Median, 99th percentile and maximum over one or more kinds. */
  summary(...kinds: string[]): { p50: number; p99: number; max: number } {
    const all = Float64Array.from(kinds.flatMap((kind) => this.#series.get(kind) ?? [])).sort();
    const at = (share: number) =>
      Number((all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0).toFixed(2));
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }

  /** Forgets everything, after the warm-up. */
  clear(): void {
    this.#series.clear();
  }
}

/** A closed loop over lifecycles `from` to `to - 1`, `concurrency` of them in flight: one begins when another ends. */
export async function closedLoop(
  { from, to, concurrency }: { from: number; to: number; concurrency: number },
  lifecycle: (index: number) => Promise<void>,
): Promise<void> {
  let next = from;
  const slot = async () => {
    while (next < to) {
      const index = next;
      next += 1;
      await lifecycle(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, to - from) }, slot));
}
