// What `npm test` runs once pretest has installed and built: the checks, then Jest with the servers its tests need.
//   node tools/run-tests.mjs [arguments of Jest]      With arguments, e.g. a path, the checks are left out.
// Leaves no process and no folder behind, however it ends, save by SIGKILL.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestServers } from './test-servers.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const args = process.argv.slice(2);
const GRACE_MS = 10_000;

// Every process below inherits it, also those in sessions of their own, so that leftovers can be found by it.
const runId = randomUUID();
process.env.PINGLU_TEST_RUN = runId;
// Below it is all that the tests write, for what they leave when they are interrupted.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pinglu-test-'));
// PostgreSQL may run as another user, who has to pass through to its own folder.
fs.chmodSync(folder, 0o711);

const jestOptions = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jestEnv = {
  ...process.env,
  TMPDIR: folder,
  NODE_OPTIONS: [process.env.NODE_OPTIONS, ...jestOptions].filter(Boolean).join(' '),
};

let interrupted;
let current;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Each time it is asked: the second Ctrl-C means now.
    current?.kill(interrupted ? 'SIGKILL' : signal);
    if (!interrupted) setTimeout(() => current?.kill('SIGKILL'), GRACE_MS).unref();
    interrupted ??= signal;
  });
}

/** Runs a Node script in the foreground; answers its exit code. */
async function runNode(script, scriptArgs, env = process.env) {
  if (interrupted) return 1;
  current = spawn(process.execPath, [script, ...scriptArgs], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve, reject) => {
    current.once('error', reject);
    current.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  current = undefined;
  return code;
}

/** Whether any test of the selection lies in test/, where they use the servers. Without arguments, all do. */
async function needsServers() {
  if (args.length === 0) return true;
  const child = spawn(process.execPath, [jest, '--listTests', ...args], {
    cwd: root,
    env: jestEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const prefix = path.join(root, 'test') + path.sep;
  return output.split('\n').some((line) => line.startsWith(prefix));
}

async function runJest(environment) {
  const workers = Math.max(2, Math.min(4, os.availableParallelism()));
  const chosen = args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg));
  return runNode(jest, [...(chosen ? [] : [`--maxWorkers=${workers}`]), ...args], { ...jestEnv, ...environment });
}

/** What tests started and did not stop, when they were interrupted: found by the mark in their environment. */
function killLeftovers() {
  if (process.platform !== 'linux') return;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid) continue;
    try {
      if (!fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PINGLU_TEST_RUN=${runId}`)) continue;
      // The pretest and npm above us do not carry the mark: it was set by us.
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Another user's, or just ended.
    }
  }
}

async function main() {
  if (args.length === 0) {
    const code = await runNode(path.join(root, 'tools', 'check.mjs'), []);
    if (code !== 0) return code;
  }
  let servers;
  try {
    if (!interrupted && (await needsServers())) servers = await startTestServers(folder);
    return await runJest(servers?.environment);
  } finally {
    await servers?.stop();
  }
}

try {
  const code = await main();
  process.exitCode = interrupted ? 128 + os.constants.signals[interrupted] : code;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  killLeftovers();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
