import type { CoresUsed } from './cpu.js';
import type { Check } from './database-check.js';
import type { Timings } from './drive.js';
import type { Options } from './options.js';

/** Resident memory of the product's process, in megabytes: after the warm-up and at the end. */
export interface Memory {
  readonly before: number;
  readonly after: number;
}

/** What a run measured. */
export interface Measured {
  readonly milliseconds: number;
  readonly timings: Timings;
  /** Latencies beyond the events themselves, by name. */
  readonly spans: readonly string[];
  readonly cpu: CoresUsed;
  readonly memory: Memory;
  readonly check: Check;
}

const EVENT_KINDS = ['submit', 'accept', 'approve'];
/** Submission, acceptance and three opinions. */
const EVENTS_PER_LIFECYCLE = 5;

/** Resident memory now, in megabytes. */
export const residentMegabytes = (): number => Math.round(process.memoryUsage().rss / 1_048_576);

/** The line of a run, with the fields the peers print and a few of our own. */
export function lineOf({ workload, backend, lifecycles, concurrency }: Options, measured: Measured): object {
  const { milliseconds, timings, spans, cpu, memory, check } = measured;
  const seconds = milliseconds / 1000;
  const short = (kind: string) => {
    const { p50, p99 } = timings.summary(kind);
    return { p50, p99 };
  };
  return {
    peer: `pinglu-${workload}(${backend})`,
    lifecycles,
    concurrency,
    seconds: Number(seconds.toFixed(3)),
    lifecycles_s: Number((lifecycles / seconds).toFixed(1)),
    events_s: Number(((EVENTS_PER_LIFECYCLE * lifecycles) / seconds).toFixed(1)),
    event_ms: timings.summary(...EVENT_KINDS),
    submit_ms: short('submit'),
    approve_ms: short('approve'),
    lifecycle_ms: short('lifecycle'),
    ...Object.fromEntries(spans.map((span) => [`${span}_ms`, short(span)])),
    cpu,
    rss_mb: memory,
    check,
  };
}
