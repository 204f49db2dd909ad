import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort, { clearLockedPorts } from 'get-port';
import { Client } from 'pg';
import { type Binaries, locateBinaries } from './binaries.js';
import { ensureCluster, layout, openFolder, SUPERUSER, settleUser } from './data-folder.js';
import { DatabaseSetupError, DatabaseStartError } from './errors.js';
import { claimFolder, type Ownership } from './ownership.js';
import {
  clearLeftovers,
  type PostgresSettings,
  type Postmaster,
  type PostmasterPlan,
  startPostmaster,
} from './postmaster.js';
import { type RunAs, run } from './run-as.js';

/** How to start the server. */
export interface EmbeddedPostgresOptions {
  /** The folder that holds all of the data; made when missing, otherwise empty or of an earlier start. */
  readonly dataDir: string;
  /** The TCP port wished for; another free one is taken when it is not free. */
  readonly port?: number;
  /** Receives the server's log, a line at a time. */
  readonly log?: (line: string) => void;
  /** Server parameters that differ from the defaults; address, port and socket folder are not to be changed. */
  readonly settings?: PostgresSettings;
}

/** A running server. */
export interface EmbeddedPostgres {
  /** For the superuser `pinglu` and the database `pinglu`, with the password: a secret. */
  readonly url: string;
  /** The TCP port, on 127.0.0.1 only. */
  readonly port: number;
  /** The Node process that owns the data folder, which is this one. */
  readonly ownerPid: number;
  /** Fast shutdown; resolves when the server is gone and the folder free. May be called more than once. */
  stop(): Promise<void>;
}

const PORT_ATTEMPTS = 5;
/** How long the sessions of a killed server may take to notice that it is gone. */
const SESSIONS_END_MS = 15_000;

/**
 * Starts a PostgreSQL on `dataDir`, making it at the first start; resolves when the database `pinglu` takes connections.
 * Committed data survives every end of this process or the computer. The server ends with the process, or with `stop()`.
 * @throws DatabaseInUseError when a living process uses the folder; DatabaseVersionError, DatabaseFolderError when it cannot be
 *   used; DatabaseSetupError when this computer cannot run the server; DatabaseStartError, with its log, when it ended.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = layout(resolve(options.dataDir));
  const binaries = await locateBinaries();
  await openFolder(folder, await serverVersion(binaries, { kind: 'self' }));
  const runAs = await settleUser(folder, binaries);
  if (runAs.kind !== 'self') await serverVersion(binaries, runAs);
  const ownership = await claimFolder(folder, runAs);
  const plan = { binaries, runAs, ...folder, settings: options.settings ?? {}, log: options.log ?? (() => undefined) };
  let postmaster: Postmaster | undefined;
  try {
    await clearLeftovers(plan, ownership.inherited);
    const password = await ensureCluster(folder, binaries, runAs);
    const started = await startOnFreePort(plan, options.port);
    postmaster = started.postmaster;
    await ensureDatabase(started.port, password);
    return present(started.postmaster, started.port, password, ownership);
  } catch (error) {
    await postmaster?.stop();
    await ownership.release();
    throw error;
  }
}

function present(postmaster: Postmaster, port: number, password: string, ownership: Ownership): EmbeddedPostgres {
  // A server that died by itself frees the folder too, so that it can be started again.
  const freed = postmaster.ended.then(() => ownership.release());
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}`,
    port,
    ownerPid: process.pid,
    stop: async () => {
      await postmaster.stop();
      await freed;
    },
  };
}

/** Runs the server's program for its major version, which also shows that it can run here at all as this user. */
async function serverVersion(binaries: Binaries, runAs: RunAs): Promise<string> {
  const { code, output } = await run(runAs, binaries.postgres, ['--version']);
  const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code === 0 && major) return major;
  const who = runAs.kind === 'self' ? 'the current user' : `${runAs.name} (${runAs.kind})`;
  throw new DatabaseSetupError(
    `内嵌 PostgreSQL 无法在本机运行(用户:${who}):${output.trim()}。请以普通用户运行,或改用外部 PostgreSQL。`,
    `The embedded PostgreSQL cannot run here as ${who}: ${output.trim()}. Run as an ordinary user, or use an external PostgreSQL.`,
  );
}

async function startOnFreePort(
  plan: Omit<PostmasterPlan, 'port'>,
  wished: number | undefined,
): Promise<{ postmaster: Postmaster; port: number }> {
  const sessionsGone = Date.now() + SESSIONS_END_MS;
  for (let attempt = 1; ; ) {
    const port = await freePort(attempt === 1 ? wished : undefined);
    try {
      return { postmaster: await startPostmaster({ ...plan, port }), port };
    } catch (error) {
      if (!(error instanceof DatabaseStartError)) throw error;
      if (/shared memory block .* still in use/.test(error.output) && Date.now() < sessionsGone) await delay(100);
      // Somebody took the port between our look and the server's.
      else if (/could not bind|Address already in use/.test(error.output) && attempt < PORT_ATTEMPTS) attempt += 1;
      else throw error;
    }
  }
}

function freePort(wished: number | undefined): Promise<number> {
  if (wished === undefined) return getPort({ host: '127.0.0.1' });
  // get-port keeps back for half a minute what it gave out, which would refuse a restart its own port.
  clearLockedPorts();
  return getPort({ host: '127.0.0.1', port: wished });
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [SUPERUSER]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${SUPERUSER}`);
  } finally {
    await client.end();
  }
}
