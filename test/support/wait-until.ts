import { setInterval } from 'node:timers/promises';

const ASK_AGAIN_MS = 5;

/** Waits until `condition` gives a value, asking again every few milliseconds; rejects with what it waited for. */
export async function waitUntil<T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for await (const _ of setInterval(ASK_AGAIN_MS)) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) break;
  }
  throw new Error(`waited in vain for: ${what}`);
}
