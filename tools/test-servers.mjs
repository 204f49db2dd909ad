// The servers the tests in test/ use: one PostgreSQL (the embedded one, from dist) and one real Redis, in a folder given.
// Started by run-tests.mjs and not by a globalSetup of Jest's: that runs outside of Jest's module mapping and transforms, and
// is not asked to clean up when Jest is interrupted.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const START_TIMEOUT_MS = 20_000;

/** What is unsafe for data is fast, and a test's database is gone after the run anyway. */
const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  log_checkpoints: 'off',
};

/**
 * Starts both; their data is in `folder`, and `environment` goes to Jest.
 * @throws an Error whose message says what to install.
 */
export async function startTestServers(folder) {
  const started = await Promise.allSettled([startPostgres(folder), startRedis(folder)]);
  const [postgres, redis] = started.map(({ value }) => value);
  const stop = () => Promise.all([postgres?.stop(), redis?.stop()]);
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { environment: { TEST_POSTGRES_URL: postgres.url, TEST_REDIS_URL: redis.url }, stop };
}

async function startPostgres(folder) {
  const { startEmbeddedPostgres } = await import('../dist/libs/embedded-postgres/index.js');
  return startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), settings: FAST_SETTINGS });
}

async function startRedis(folder) {
  const program = findRedis() ?? installRedis();
  const port = await freePort();
  const dir = path.join(folder, 'redis');
  fs.mkdirSync(dir);
  const options = {
    port,
    bind: '127.0.0.1',
    dir,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    loglevel: 'warning',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  // detached: Ctrl-C must not take it from tests that are still ending.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  const lastResort = () => child.kill('SIGKILL');
  process.once('exit', lastResort);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answersPing(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${program} did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async () => {
    child.kill('SIGKILL'); // it has nothing to save
    await ended;
    process.off('exit', lastResort);
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function findRedis() {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
}

function installRedis() {
  const debian = fs.existsSync('/etc/debian_version') && spawnSync('apt-get', ['--version']).status === 0;
  if (!debian || process.getuid?.() !== 0) {
    throw new Error(
      [
        '测试需要真实的 Redis,而本机没有 redis-server 或 valkey-server。请先安装:',
        'The tests need a real Redis, and there is no redis-server or valkey-server on this computer. Install one:',
        '  Debian, Ubuntu:  sudo apt-get install redis-server',
        '  Fedora, RHEL:    sudo dnf install valkey',
        '  Alpine:          sudo apk add redis',
        '  macOS:           brew install redis',
      ].join('\n'),
    );
  }
  process.stderr.write('› apt-get install redis-server:测试需要真实的 Redis · the tests need a real Redis ...\n');
  // RUNLEVEL=1 makes invoke-rc.d leave the service alone; under systemd it is stopped and kept from starting at boot.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'redis-server'];
  for (const args of [['update'], install]) {
    const { status } = spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 2, 2] });
    if (status !== 0 && args !== undefined && args[0] === 'install') {
      throw new Error('apt-get install redis-server failed; see above. Install redis-server or valkey-server by hand.');
    }
  }
  if (fs.existsSync('/run/systemd/system')) {
    spawnSync('systemctl', ['disable', '--now', 'redis-server'], { stdio: 'ignore' });
  }
  const program = findRedis();
  if (!program) throw new Error('apt-get installed redis-server, but it does not run');
  return program;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('error', () => answer(false));
    socket.setTimeout(1000, () => answer(false));
  });
}
