import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { CpuMeter } from './cpu.js';
import { DatabaseCheck } from './database-check.js';
import { Timings } from './drive.js';
import type { LoadOrder, LoadReport } from './load.types.js';
import type { Options } from './options.js';
import { PASSWORD, startProduct } from './product.js';
import { lineOf, residentMegabytes } from './report.js';
import type { Servers } from './servers.js';

const SPANS = ['task', 'permit', 'total'];

/**
 * The whole way over HTTP: window, queue, department, queue, window, ledger, with a load generator in a process of its
 * own on the same computer. The time ends when the year's total counts the last permit.
 */
export async function runFull(options: Options, servers: Servers): Promise<object> {
  const app = await startProduct(servers);
  const database = await DatabaseCheck.connect(servers.databaseUrl);
  const child = fork(new URL('./load.js', import.meta.url), { execArgv: [] });
  try {
    const { warmup, lifecycles, concurrency, poll } = options;
    const all = warmup + lifecycles;
    child.send({
      url: await app.getUrl(),
      password: PASSWORD,
      warmup,
      lifecycles,
      concurrency,
      poll,
    } satisfies LoadOrder);
    await report(child);
    const before = residentMegabytes();
    const meter = new CpuMeter({ ...servers.pids, load: child.pid ?? 0 });
    const startedAt = performance.now();
    child.send('go');
    const done = await report(child);
    const milliseconds = performance.now() - startedAt;
    const cpu = meter.read();
    const memory = { before, after: residentMegabytes() };
    await database.drained(all);
    const timings = Timings.fromJSON(done.kind === 'done' ? done.timings : {});
    const check = await database.verify(all);
    return lineOf(options, { milliseconds, timings, spans: SPANS, cpu, memory, check });
  } finally {
    if (child.connected) child.disconnect();
    await database.close();
    await app.close();
  }
}

/** The load generator's next report; rejects if it ends instead. */
async function report(child: ChildProcess): Promise<LoadReport> {
  const stopped = new AbortController();
  const { signal } = stopped;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the load generator ended with ${String(code)}`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as LoadReport;
  } finally {
    ended.catch(() => {});
    stopped.abort();
  }
}
