import { setTimeout as delay } from 'node:timers/promises';

const FIRST_DELAY_MS = 3;
const LONGEST_DELAY_MS = 40;

/** Works through `items`, at most `limit` at a time; rejects with the first failure, and starts nothing after it. */
export async function eachConcurrently<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next] as T;
      next += 1;
      try {
        await work(item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}

/** Asks again and again until there is an answer; after `deadlineMs` rejects, saying what did not happen. */
export async function waitFor<T>(what: string, deadlineMs: number, probe: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (let pause = FIRST_DELAY_MS; ; pause = Math.min(pause * 1.5, LONGEST_DELAY_MS)) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`);
    await delay(pause);
  }
}
