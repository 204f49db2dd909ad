import { CommitLane, type Outcome, VersionConflict } from './commit-lane.js';

const answers = (batch: readonly number[]): Outcome<string>[] =>
  batch.map((command) => ({ answer: `answer ${command}` }));

describe('CommitLane', () => {
  it('carries what arrives during a commit in the next batch, and gives each caller its own answer', async () => {
    const batches: number[][] = [];
    let release = () => {};
    const lane = new CommitLane<number, string>(async (batch) => {
      batches.push([...batch]);
      if (batches.length === 1) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      return answers(batch);
    });
    const first = lane.submit(1);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const rest = [2, 3, 4].map((command) => lane.submit(command));
    release();
    expect(await Promise.all([first, ...rest])).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4']);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it('lets a refused command hurt only itself', async () => {
    const lane = new CommitLane<number, string>(async (batch) =>
      batch.map((command) => (command === 2 ? { refusal: new Error('no') } : { answer: 'yes' })),
    );
    const settled = await Promise.allSettled([1, 2, 3].map((command) => lane.submit(command)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tries the commands of a failed batch one by one', async () => {
    const sizes: number[] = [];
    const lane = new CommitLane<number, string>(async (batch) => {
      sizes.push(batch.length);
      if (batch.includes(2)) throw new Error('poison');
      return answers(batch);
    });
    const settled = await Promise.allSettled([1, 2, 3].map((command) => lane.submit(command)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  it('tries a version conflict again, five times at most', async () => {
    let tries = 0;
    const lane = new CommitLane<number, string>(async (batch) => {
      tries += 1;
      if (tries < 3) throw new VersionConflict('application');
      return answers(batch);
    });
    expect(await lane.submit(1)).toBe('answer 1');
    tries = Number.NEGATIVE_INFINITY;
    await expect(lane.submit(2)).rejects.toThrow(VersionConflict);
  });

  it('is idle when nothing is waiting or in flight', async () => {
    const done: number[] = [];
    const lane = new CommitLane<number, string>(async (batch) => {
      done.push(...batch);
      return answers(batch);
    });
    void lane.submit(1);
    await lane.idle();
    expect(done).toEqual([1]);
  });

  it('writes two batches at once, never with the same key in both', async () => {
    const inFlight = new Set<number>();
    let most = 0;
    const lane = new CommitLane<number, string>(
      async (batch) => {
        const keys = new Set(batch.map((command) => command % 100));
        for (const key of keys) {
          expect(inFlight.has(key)).toBe(false);
          inFlight.add(key);
        }
        most = Math.max(most, inFlight.size - keys.size);
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
        for (const key of keys) inFlight.delete(key);
        return answers(batch);
      },
      { keyOf: (command) => String(command % 100) },
    );
    const commands = Array.from({ length: 300 }, (_, index) => index);
    expect(await Promise.all(commands.map((command) => lane.submit(command)))).toHaveLength(300);
    expect(most).toBeGreaterThan(0);
  });

  it('keeps the order of the commands of one key', async () => {
    const seen: number[] = [];
    const lane = new CommitLane<number, string>(
      async (batch) => {
        seen.push(...batch.filter((command) => command >= 1000));
        await new Promise((resolve) => setImmediate(resolve));
        return answers(batch);
      },
      { keyOf: (command) => (command >= 1000 ? 'one' : String(command)), maxBatch: 20 },
    );
    const commands = Array.from({ length: 200 }, (_, index) => (index % 5 === 0 ? 1000 + index : index));
    await Promise.all(commands.map((command) => lane.submit(command)));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen).toHaveLength(40);
  });
});
