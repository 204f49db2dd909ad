// Makes a checkout ready to run: Node's version, the packages of package-lock.json, the build in dist.
//   node tools/prepare.mjs [--build] [--quiet]
// Quick when nothing changed, safe when two run at once, and built-ins only: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './one-at-a-time.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...names) => path.join(root, ...names);
const installStamp = at('node_modules', '.pinglu-lock');
const buildStamp = at('dist', '.pinglu-build');
const buildInfo = at('dist', '.tsbuildinfo');
// In dist, which git ignores and nothing here removes as a whole; node_modules is removed by npm ci.
const lockDir = at('dist', '.prepare-lock');

const wantBuild = process.argv.includes('--build');
const quiet = process.argv.includes('--quiet');
const say = (text) => process.stderr.write(`${text}\n`);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const readOr = (file, otherwise) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};
const sha256 = () => createHash('sha256');

/** Stops everything with a message that is already clear; no stack trace. */
class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

// ---- Node ------------------------------------------------------------------

/** Enough of semver for `engines`: alternatives of `^a.b.c` and `>=a.b.c`. */
function satisfies(version, range) {
  const parse = (text) => text.replace(/^\D+/, '').split('.').map(Number);
  const [major, minor, patch] = parse(version);
  return range.split('||').some((alternative) => {
    const [a, b = 0, c = 0] = parse(alternative.trim());
    if (alternative.trim().startsWith('^') && major !== a) return false;
    return major > a || (major === a && (minor > b || (minor === b && patch >= c)));
  });
}

function checkNode() {
  const { engines } = JSON.parse(fs.readFileSync(at('package.json'), 'utf8'));
  if (satisfies(process.versions.node, engines.node)) return;
  throw new Stop(
    `当前 Node.js 版本为 ${process.versions.node},本项目需要 ${engines.node}。请安装合适的版本:https://nodejs.org\n` +
      `This is Node.js ${process.versions.node}, but the project needs ${engines.node}. Install a suitable version: https://nodejs.org`,
  );
}

// ---- Packages --------------------------------------------------------------

function lockfileHash() {
  const hash = sha256().update(fs.readFileSync(at('package-lock.json')));
  // node_modules holds binaries of one platform; a folder shared with a container must not pass for installed there.
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

const installed = () => readOr(installStamp, '') === lockfileHash();

/** True when an `npm ci` or `npm install` run by hand has already put in place exactly what the lockfile asks for. */
function installedByHand() {
  const actual = readOr(at('node_modules', '.package-lock.json'));
  if (!actual) return false;
  const present = JSON.parse(actual).packages;
  const wanted = JSON.parse(fs.readFileSync(at('package-lock.json'), 'utf8')).packages;
  const forThisPlatform = ({ os, cpu, libc }) =>
    os?.includes(process.platform) && (cpu?.includes(process.arch) ?? true) && libc === undefined;
  const agrees = ([name, entry]) => {
    const found = present[name];
    if (!found) return name === '' || ((entry.optional || entry.devOptional) && !forThisPlatform(entry));
    return found.version === entry.version && found.integrity === entry.integrity && fs.existsSync(at(name));
  };
  return Object.entries(wanted).every(agrees);
}

async function install() {
  if (installedByHand()) {
    fs.writeFileSync(installStamp, lockfileHash());
    return;
  }
  const started = Date.now();
  say('› npm ci:安装依赖 · installing packages ...');
  // typescript is needed to build: neither NODE_ENV=production nor an `omit` of the user's may leave it out.
  await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  fs.writeFileSync(installStamp, lockfileHash());
  say(`✓ npm ci ${seconds(started)}`);
}

/** Runs npm, the one that runs us if there is one; what it prints goes to stderr, as progress. */
async function npm(args) {
  const env = { ...process.env };
  delete env.NODE_ENV;
  delete env.npm_config_production;
  delete env.npm_config_omit;
  const cli = env.npm_execpath;
  const [command, first] = cli && /npm-cli\.[cm]?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  const shell = command === 'npm' && process.platform === 'win32';
  // A process group of its own, so that a signal reaches npm's children, too: npm does not pass it on to tsc.
  const detached = process.platform !== 'win32';
  const child = spawn(command, [...first, ...args], { cwd: root, env, shell, detached, stdio: ['ignore', 2, 2] });
  const { code, signal } = await untilEnded(child);
  if (code === 0) return;
  throw new Stop(
    `✗ npm ${args[0]} ${args[1]} (${signal ?? `exit ${code}`})`,
    code ?? 128 + os.constants.signals[signal],
  );
}

async function untilEnded(child) {
  // We end after the child did, so that the lock covers all of its work.
  const forward = (signal) => {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

// ---- Build -----------------------------------------------------------------

const config = () => JSON.parse(fs.readFileSync(at('tsconfig.build.json'), 'utf8'));
const isSource = (file) => /\.([cm]?tsx?|json)$/.test(file) && !/\.(spec|test)\.tsx?$/.test(file);

/** Files below a folder, as paths from the root with forward slashes, in a fixed order. */
function listFiles(folder, excluded, keep) {
  const found = [];
  const visit = (relative) => {
    let entries = [];
    try {
      entries = fs.readdirSync(at(relative), { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const name = `${relative}/${entry.name}`;
      if (excluded.has(name) || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) visit(name);
      else if (keep(name)) found.push(name);
    }
  };
  visit(folder);
  return found.sort();
}

function sources() {
  const { include, exclude = [] } = config();
  const excluded = new Set(exclude);
  return include.flatMap((folder) => listFiles(folder, excluded, isSource));
}

function sourceHash(files) {
  const hash = sha256();
  for (const file of [...files, 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(at(file)))
      .update('\0');
  }
  return hash.digest('hex');
}

const outputOf = (source) => source.replace(/\.([cm]?)tsx?$/, '.$1js');
const compiled = (files) => files.filter((file) => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file));
const missingOutput = (files) => compiled(files).find((file) => !fs.existsSync(at('dist', outputOf(file))));

function built() {
  const stamp = readOr(buildStamp);
  if (!stamp) return false;
  const files = sources();
  return stamp === sourceHash(files) && !missingOutput(files);
}

async function build() {
  const started = Date.now();
  say('› npm run build:编译 · compiling ...');
  const files = sources();
  const hash = sourceHash(files);
  fs.rmSync(buildStamp, { force: true });
  // tsc trusts its build info about what it has written, and would not write a deleted file again.
  if (missingOutput(files)) fs.rmSync(buildInfo, { force: true });
  await npm(['run', 'build', '--silent']);
  removeOrphans(files);
  // The hash from before: a file edited during the compilation is then seen as changed the next time.
  fs.writeFileSync(buildStamp, hash);
  say(`✓ npm run build ${seconds(started)}`);
}

/** Deletes what earlier builds wrote for sources that are gone: imports and folder scans must not find it. */
function removeOrphans(files) {
  const { include, exclude = [] } = config();
  const excluded = new Set(exclude.map((name) => `dist/${name}`));
  const wanted = new Set(files.map((file) => `dist/${outputOf(file)}`));
  const isOutput = (name) => /\.([cm]?js|[cm]?js\.map|d\.[cm]?ts|json)$/.test(name);
  for (const folder of include) {
    for (const file of listFiles(`dist/${folder}`, excluded, isOutput)) {
      const script = file.replace(/\.map$/, '').replace(/\.d\.([cm]?)ts$/, '.$1js');
      if (!wanted.has(script)) fs.rmSync(at(file), { force: true });
    }
    removeEmptyFolders(at('dist', folder));
  }
}

function removeEmptyFolders(folder) {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(path.join(folder, entry.name));
  }
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

// ---- Main ------------------------------------------------------------------

async function main() {
  const started = Date.now();
  checkNode();
  if (!installed() || (wantBuild && !built())) {
    await oneAtATime(lockDir, async () => {
      // Looked at again: whoever held the lock may have done it all.
      if (!installed()) await install();
      if (wantBuild && !built()) await build();
    });
  } else if (!quiet) {
    say(`✓ 依赖与编译均为最新 · packages and build are up to date (${Date.now() - started} ms)`);
  }
}

main().catch((error) => {
  say(error instanceof Stop ? error.message : (error.stack ?? String(error)));
  process.exitCode = error.exitCode ?? 1;
});
