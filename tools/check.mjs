// Format, lint, types and import rules, two at a time. Each step's output appears whole, under its heading, when it ends.
//   node tools/check.mjs
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const AT_ONCE = 2;
const FOLDERS = ['apps', 'libs', 'workflows', 'test', 'bench'].filter((name) => fs.existsSync(path.join(root, name)));

// Colours are not lost for being read through a pipe, nor forced on whoever does not want them. Biome is told by an option.
const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

// The slowest first, so that the quick ones fill in beside them.
const steps = [
  { title: 'types: tsc', bin: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  { title: 'lint: eslint', bin: 'eslint/bin/eslint.js', args: ['--max-warnings=0', '.'] },
  {
    title: 'format and lint: biome',
    bin: '@biomejs/biome/bin/biome',
    args: ['ci', `--colors=${colours ? 'force' : 'off'}`, '.'],
  },
];
if (fs.existsSync(path.join(root, '.dependency-cruiser.cjs'))) {
  const args = ['--config', '.dependency-cruiser.cjs', ...FOLDERS];
  steps.push({ title: 'imports: dependency-cruiser', bin: 'dependency-cruiser/bin/dependency-cruise.mjs', args });
}

const running = new Set();
let interrupted;

function run({ title, bin, args }) {
  const started = Date.now();
  const env = colours ? { FORCE_COLOR: '1', ...process.env } : process.env;
  const child = spawn(process.execPath, [path.join(root, 'node_modules', bin), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.once('close', (code) => {
      running.delete(child);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`\n── ${title} ── ${code === 0 ? '✓' : '✗'} ${seconds} s\n`);
      // A passing tool's own words ("Checked 40 files") are of no use.
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = signal;
    for (const child of running) child.kill(signal);
  });
}

const waiting = [...steps];
const results = [];
async function work() {
  for (let step = waiting.shift(); step && !interrupted; step = waiting.shift()) results.push(await run(step));
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
if (interrupted) process.exitCode = interrupted === 'SIGINT' ? 130 : 143;
else if (results.includes(false)) process.exitCode = 1;
