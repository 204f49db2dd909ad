import { parseArgs } from 'node:util';

/** What is measured: the engine in process, or the whole product over HTTP. */
export type Workload = 'engine' | 'full';
/** What the queues run on. */
export type QueueBackend = 'redis' | 'postgres';

/** One run of the benchmark. */
export interface Options {
  readonly workload: Workload;
  readonly backend: QueueBackend;
  readonly lifecycles: number;
  /** Lifecycles in flight at once, each waiting for its own answers. */
  readonly concurrency: number;
  /** Lifecycles before the measured ones; they are checked, but not timed. */
  readonly warmup: number;
  /** How often a screen that waits for something asks again, in milliseconds; `full` only. */
  readonly poll: number;
  /** One JSON line and nothing else. */
  readonly json: boolean;
}

/** How to call the program. */
export const USAGE = `npm run bench -- engine|full [--backend redis|postgres] [--lifecycles 5000] [--concurrency 64]
                            [--warmup 1000] [--poll 40] [--json]`;

/** Reads the command line. Throws an Error that names what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      backend: { type: 'string', default: 'redis' },
      lifecycles: { type: 'string' },
      concurrency: { type: 'string', default: '64' },
      warmup: { type: 'string' },
      poll: { type: 'string', default: '40' },
      json: { type: 'boolean', default: false },
    },
  });
  const [workload, ...rest] = positionals;
  if ((workload !== 'engine' && workload !== 'full') || rest.length > 0)
    throw new Error('one workload: engine or full');
  const { backend, json } = values;
  if (backend !== 'redis' && backend !== 'postgres') throw new Error('--backend is redis or postgres');
  const lifecycles = whole('lifecycles', values.lifecycles ?? (workload === 'engine' ? '5000' : '2000'));
  return {
    workload,
    backend,
    json,
    lifecycles,
    concurrency: whole('concurrency', values.concurrency),
    warmup: values.warmup === undefined ? Math.min(1000, Math.ceil(lifecycles / 5)) : whole('warmup', values.warmup),
    poll: whole('poll', values.poll),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is a whole number above zero`);
  return value;
}
