import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, watch, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  DatabaseFolderError,
  DatabaseInUseError,
  DatabaseVersionError,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#embedded-postgres';
import { copyCheckout, type PostgresProgram, startProgram } from '../support/postgres-program.js';

const isRoot = process.getuid?.() === 0;
const settings = { fsync: 'off' };
const KEEP_RUNNING = 'await new Promise(() => {});';

let parent: string;
let dataDir: string;
const running: (EmbeddedPostgres | PostgresProgram)[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pinglu-spec-'));
  await chmod(parent, 0o711);
  dataDir = join(parent, 'data');
});

afterEach(async () => {
  for (const each of running.splice(0)) {
    if ('stop' in each) await each.stop();
    else await each.kill('SIGKILL');
  }
  await stopServer(dataDir);
  await rm(parent, { recursive: true, force: true, maxRetries: 5 });
});

async function start(port?: number): Promise<EmbeddedPostgres> {
  const pg = await startEmbeddedPostgres({ dataDir, settings, ...(port === undefined ? {} : { port }) });
  running.push(pg);
  return pg;
}

async function startElsewhere(behaviour = KEEP_RUNNING, checkout?: string): Promise<PostgresProgram> {
  const program = await startProgram(dataDir, behaviour, checkout);
  running.push(program);
  return program;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows as Record<string, unknown>[];
}

const pidFile = (folder: string) => join(folder, 'cluster', 'postmaster.pid');

async function serverPid(folder = dataDir): Promise<number> {
  return Number((await readFile(pidFile(folder), 'utf8')).split('\n')[0]);
}

/** Ends a server whose program was killed by the test, so that it does not outlive it. */
async function stopServer(folder: string): Promise<void> {
  const pid = await serverPid(folder).catch(() => 0);
  if (pid > 0 && pid !== process.pid && (await statusOf(pid)).includes('postgres')) process.kill(pid, 'SIGQUIT');
}

const statusOf = (pid: number) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');

describe('the embedded PostgreSQL', () => {
  it('is a durable UTF-8 server on the loopback address only, and not run by root', async () => {
    const pg = await startEmbeddedPostgres({ dataDir });
    running.push(pg);
    const names = [
      'server_encoding',
      'fsync',
      'synchronous_commit',
      'listen_addresses',
      'unix_socket_directories',
      'jit',
    ];
    const columns = names.map((name) => `current_setting('${name}') AS ${name}`);
    const [row] = await query(pg.url, `SELECT current_user, current_database(), ${columns.join(', ')}`);
    expect(row).toEqual({
      current_user: 'pinglu',
      current_database: 'pinglu',
      server_encoding: 'UTF8',
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      jit: 'off',
    });
    expect(await query(pg.url, "SELECT upper('à') AS letter, length('平陆运河') AS length")).toEqual([
      { letter: 'À', length: 4 },
    ]);
    expect((await stat(pidFile(dataDir))).uid).not.toBe(0);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect(pg.ownerPid).toBe(process.pid);
    const wrong = Object.assign(new URL(pg.url), { password: 'guess' }).href;
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps its data and its port over a restart, and stops more than once', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await serverPid();
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');

    const second = await start(first.port);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('takes another port when the one wished for is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as { port: number };
    const pg = await start(port);
    expect(pg.port).not.toBe(port);
    expect(await query(pg.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    squatter.close();
  });

  it('lets in again who lost the password file', async () => {
    const first = await start();
    await first.stop();
    await rm(join(dataDir, 'password'));
    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a data folder in use', () => {
  it('is refused in the same process and in another, naming pid and folder', async () => {
    const pg = await start();
    const refused = await startEmbeddedPostgres({ dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseInUseError);
    expect(refused).toMatchObject({ pid: process.pid, dataDir });
    await expect(startElsewhere()).rejects.toMatchObject({
      name: 'DatabaseInUseError',
      message: expect.stringMatching(new RegExp(`正被进程 ${process.pid} 使用.*\\n.*in use by process ${process.pid}`)),
    });
    expect(await query(pg.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('goes to exactly one of several that start at once', async () => {
    const outcomes = await Promise.allSettled([start(), startElsewhere(), startElsewhere()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over with its data from a program that was killed and left its server running', async () => {
    const killed = await startElsewhere();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const orphan = await serverPid();
    await killed.kill('SIGKILL');
    expect(await query(killed.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]); // it does run on

    const pg = await start();
    expect(await serverPid()).not.toBe(orphan);
    expect(await query(pg.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('is not blocked by the pid file of a dead server, even when another process has its pid by now', async () => {
    const killed = await startElsewhere();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed.kill('SIGKILL');
    process.kill(await serverPid(), 'SIGKILL');
    const lines = (await readFile(pidFile(dataDir), 'utf8')).split('\n');
    await writeFile(pidFile(dataDir), ['1', ...lines.slice(1)].join('\n'));

    const pg = await start();
    expect(await query(pg.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});

describe('a data folder that is not as expected', () => {
  it('starts anew after an initdb that was killed midway', async () => {
    await mkdir(dataDir);
    const ended = new AbortController();
    const changes = watch(dataDir, { signal: ended.signal });
    // The source of the killed process is the usual one; it never gets as far as its first line.
    const starting = startElsewhere().catch((error: unknown) => error);
    for await (const { filename } of changes) if (filename?.startsWith('cluster.new-')) break;
    ended.abort();
    const owner = JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8')) as { pid: number };
    process.kill(owner.pid, 'SIGKILL');
    await starting;
    expect(await readdir(dataDir)).not.toContain('cluster');

    const pg = await start();
    expect(await query(pg.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'owner.json', 'password']);
  });

  it('is refused when another PostgreSQL version wrote it', async () => {
    await mkdir(join(dataDir, 'cluster'), { recursive: true });
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '15\n');
    const refused = await startEmbeddedPostgres({ dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseVersionError);
    expect(refused).toMatchObject({
      found: '15',
      message: expect.stringMatching(/属于 PostgreSQL 15.*\n.*belongs to/),
    });
  });

  it('is refused, and left alone, when it holds something else', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'letters.txt'), 'dear');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toBeInstanceOf(DatabaseFolderError);
    expect(await readdir(dataDir)).toEqual(['letters.txt']);
  });
});

describe('the end of the program', () => {
  it('comes first when the terminal interrupts: the server waits for stop()', async () => {
    const program = await startElsewhere(`
      process.on('SIGINT', async () => {
        const client = new Client({ connectionString: pg.url });
        await client.connect();
        const { rows } = await client.query('SELECT 42 AS answer');
        await client.end();
        await pg.stop();
        say(String(rows[0].answer));
        process.exit(0);
      });
      say('listening');
      ${KEEP_RUNNING}`);
    expect(await program.nextLine()).toBe('listening');
    const pid = await serverPid();
    process.kill(-(program.child.pid as number), 'SIGINT'); // to its whole group, as a terminal does
    expect(await program.nextLine()).toBe('42');
    expect(await statusOf(pid)).not.toMatch(/^State:\s+[^Z]/m);
  });

  it('takes the server with it when nobody called stop()', async () => {
    const program = await startElsewhere('process.once("SIGUSR2", () => process.exit(0)); say("listening");');
    expect(await program.nextLine()).toBe('listening');
    const pid = await serverPid();
    await program.kill('SIGUSR2');
    while (/^State:\s+[^Z]/m.test(await statusOf(pid))) await new Promise(setImmediate);
    await expect(stat(pidFile(dataDir))).rejects.toThrow('ENOENT'); // a clean shutdown
    const pg = await start(program.port);
    expect(await query(pg.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('below a folder that only its owner may enter', () => {
  const capabilities = async () => /^CapEff:\s*([0-9a-f]+)/m.exec(await statusOf(await serverPid()))?.[1];

  beforeEach(() => chmod(parent, 0o700));

  it('the data stays where it was asked for', async () => {
    const pg = await start();
    expect(await query(pg.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await stat(pidFile(dataDir))).uid === 0).toBe(false);
    if (isRoot) expect(['0000000000000004', '0000000000000002']).toContain(await capabilities());
    else expect(['0000000000000000', undefined]).toContain(await capabilities());
    await pg.stop();
    await query((await start()).url, 'SELECT 1');
  });

  it('the whole checkout works, even one whose install scripts did not run', async () => {
    await copyCheckout(join(parent, 'clone'));
    const program = await startElsewhere(KEEP_RUNNING, join(parent, 'clone'));
    expect(await query(program.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
