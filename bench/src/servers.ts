import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startEmbeddedPostgres } from '#embedded-postgres';
import type { QueueBackend } from './options.js';

/** Durable, with the same room as the peers' server has. */
const POSTGRES_SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  min_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'off',
  work_mem: '32MB',
  effective_cache_size: '12GB',
  random_page_cost: 1.1,
};

const REDIS_START_MS = 20_000;

/** The servers of one run. */
export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** Process ids by name, for CPU accounting. */
  readonly pids: Readonly<Record<string, number>>;
  /** Stops them and removes their data. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL, and a Redis where the queues run on it, with new and empty data below the temporary folder. */
export async function startServers(backend: QueueBackend): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'pinglu-bench-'));
  // Also when the run ends by an error nobody catches; the servers end with this process by themselves.
  const lastResort = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', lastResort);
  const stops: (() => Promise<void>)[] = [async () => lastResort()];
  const stop = async () => {
    for (const next of stops.reverse()) await next();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: POSTGRES_SETTINGS });
    stops.push(() => postgres.stop());
    const pids = { postgres: await postmasterPid(postgres.url) };
    if (backend === 'postgres') return { databaseUrl: postgres.url, pids, stop };
    const redis = await startRedis(join(folder, 'redis'));
    stops.push(redis.stop);
    return { databaseUrl: postgres.url, redisUrl: redis.url, pids: { ...pids, redis: redis.pid }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function postmasterPid(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return Number.parseInt(await readFile(join(rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8'), 10);
  } finally {
    await client.end();
  }
}

async function startRedis(dir: string): Promise<{ url: string; pid: number; stop: () => Promise<void> }> {
  const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (program === undefined) throw new Error('redis-server or valkey-server is needed on the PATH for --backend redis');
  await mkdir(dir);
  const port = await getPort({ host: '127.0.0.1' });
  const options = {
    port,
    bind: '127.0.0.1',
    dir,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    loglevel: 'warning',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: 'ignore' });
  const lastResort = () => child.kill('SIGKILL');
  process.once('exit', lastResort);
  await answers(child, port);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL'); // its data is thrown away
    await ended;
    process.off('exit', lastResort);
  };
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid ?? 0, stop };
}

async function answers(child: ChildProcess, port: number): Promise<void> {
  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => 20 });
  // Refused connections are expected while it starts.
  client.on('error', () => {});
  const deadline = delay(REDIS_START_MS).then(() => {
    throw new Error('redis did not start');
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`redis ended with ${String(code)}`);
  });
  // Whichever loses the race may still reject later, when the run is over.
  for (const loser of [deadline, ended]) loser.catch(() => {});
  await Promise.race([client.ping(), deadline, ended]).finally(() => client.disconnect());
}
