import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { DatabaseInUseError, DatabaseStartError } from './errors.js';
import { commandLine, isAlive } from './process-identity.js';
import { launch, type RunAs, run } from './run-as.js';

/** Server parameters by name, in PostgreSQL's own spelling and units, e.g. `{ shared_buffers: '256MB', fsync: 'off' }`. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/** What is needed to start a server on a cluster. */
export interface PostmasterPlan {
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly dataDir: string;
  readonly cluster: string;
  readonly port: number;
  readonly settings: PostgresSettings;
  readonly log: (line: string) => void;
}

/** A running server. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open sessions are cut off, what was committed is on disk. Resolves when the process is gone. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 10 * 60_000; // crash recovery replays up to max_wal_size, on a slow disk
const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const OUTPUT_LINES = 40;

/** For a computer of two cores and a few gigabytes. */
const DEFAULTS: PostgresSettings = {
  shared_buffers: '256MB',
  max_connections: 200,
  max_wal_size: '2GB',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts the server and waits until it takes connections.
 * @throws DatabaseStartError with the end of the server's log if it ends instead.
 */
export async function startPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  const fixed = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: plan.port,
    logging_collector: 'off',
  };
  const settings = Object.entries({ ...DEFAULTS, ...plan.settings, ...fixed });
  const args = ['-D', plan.cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // detached: a process group of its own, so that Ctrl-C in the terminal reaches the program only, which then stops us.
  const child = launch(plan.runAs, plan.binaries.postgres, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const output = followOutput(child, plan.log);
  let spawnError: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      spawnError = error;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const hasEnded = () => spawnError !== undefined || child.exitCode !== null || child.signalCode !== null;

  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady(plan.cluster, child.pid))) {
    if (hasEnded() || Date.now() > deadline) {
      child.kill('SIGQUIT');
      await ended;
      throw new DatabaseStartError('postgres', spawnError?.message ?? output.join('\n'));
    }
    await Promise.race([delay(POLL_MS), ended]);
  }
  return tend(child, ended, plan);
}

/** The running server's stop, and the hook that stops it should the program end without having called that. */
function tend(child: ChildProcess, ended: Promise<void>, plan: PostmasterPlan): Postmaster {
  const pid = child.pid as number;
  // A hook on exit cannot wait: the server finishes its shutdown after us, and the next start waits for that.
  const lastResort = () => void child.kill('SIGINT');
  process.once('exit', lastResort);
  void ended.then(() => process.off('exit', lastResort));
  // The server alone is no reason for the program to go on.
  child.unref();
  (child.stderr as Socket | null)?.unref();

  const shutDown = async () => {
    child.ref();
    if (process.platform === 'win32') await stopByTool(plan, 'fast');
    else child.kill('SIGINT');
    const patience = new AbortController();
    const timeout = delay(STOP_TIMEOUT_MS, 'late', { signal: patience.signal }).catch(() => undefined);
    if ((await Promise.race([ended, timeout])) === 'late') child.kill('SIGQUIT');
    patience.abort();
    await ended;
  };
  let stopping: Promise<void> | undefined;
  return {
    pid,
    ended,
    stop: () => {
      stopping ??= shutDown();
      return stopping;
    },
  };
}

/** Passes the server's log on line by line, and keeps its end for an error message. */
function followOutput(child: ChildProcess, log: (line: string) => void): string[] {
  const lines: string[] = [];
  if (!child.stderr) return lines;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > OUTPUT_LINES) lines.shift();
    log(line);
  });
  return lines;
}

/**
 * Clears the way for a new server on the cluster. Call it as the folder's owner.
 * A server left over by an owner that died is stopped (`inherited`); any other is somebody else's.
 * @throws DatabaseInUseError for a running server that nobody of ours started.
 */
export async function clearLeftovers(plan: Omit<PostmasterPlan, 'port'>, inherited: boolean): Promise<void> {
  const lines = await readPidFile(plan.cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0) return;
  if (isAlive(pid) && (commandLine(pid) ?? plan.cluster).includes(plan.cluster)) {
    if (!inherited) throw new DatabaseInUseError(plan.dataDir, pid);
    plan.log(`stopping the server ${pid} left behind by an earlier run`);
    // It may be shutting down already, when pg_ctl finds no pid file and does not wait: so look at the process.
    const fast = await stopByTool(plan, 'fast');
    if (await gone(pid)) return;
    const immediate = await stopByTool(plan, 'immediate');
    if (!(await gone(pid))) throw new DatabaseStartError('pg_ctl stop', fast.output + immediate.output);
    return;
  }
  // The pid may belong to another process by now (after a reboot, in a new container), and PostgreSQL would take that for a
  // server. Our own pid it knows, as its parent, to be none; the rest of the file stays, for its check for shared memory
  // still in use by sessions of the dead server.
  await writeFile(join(plan.cluster, 'postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'));
}

function stopByTool(plan: Omit<PostmasterPlan, 'port'>, mode: 'fast' | 'immediate') {
  const seconds = String(STOP_TIMEOUT_MS / 1000);
  return run(plan.runAs, plan.binaries.pgCtl, ['stop', '-D', plan.cluster, '-m', mode, '-w', '-t', seconds]);
}

async function gone(pid: number): Promise<boolean> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** The eighth line of the pid file is the server's status. */
async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
  const lines = await readPidFile(cluster);
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function readPidFile(cluster: string): Promise<string[] | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text?.split('\n');
}
