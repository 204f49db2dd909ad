// A lock between processes, of built-ins only: it is needed before anything is installed.
import fs from 'node:fs';
import path from 'node:path';

const LOCK_POLL_MS = 100;
const LOCK_UNMARKED_MS = 5000;

const readOr = (file, otherwise) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

/** Tells a process from a later one with the same pid; empty where there is no /proc. */
function birthMark(pid) {
  const stat = readOr(`/proc/${pid}/stat`, '');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return started && `${readOr('/proc/sys/kernel/random/boot_id', '').trim()}:${started}`;
}

function lives({ pid, birth }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return birth === birthMark(pid);
}

/** The process that holds the lock, or undefined when it is free or was left behind. */
function holder(lockDir) {
  const text = readOr(path.join(lockDir, 'owner'));
  if (text) {
    const owner = JSON.parse(text);
    return lives(owner) ? owner : undefined;
  }
  // Between making the folder and marking it there is a moment without an owner.
  const { mtimeMs } = fs.statSync(lockDir, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < LOCK_UNMARKED_MS ? { pid: '?' } : undefined;
}

/**
 * Runs `work` while no other process runs its own under the same `lockDir`, a folder made for the purpose; waits for its turn.
 * A lock whose process has died counts for nothing.
 */
export async function oneAtATime(lockDir, work) {
  fs.mkdirSync(path.dirname(lockDir), { recursive: true });
  let told = false;
  while (!tryLock(lockDir)) {
    const other = holder(lockDir);
    if (other) {
      if (!told)
        process.stderr.write(
          `› 等待另一个进程 ${other.pid} · waiting for process ${other.pid}, which is doing the same\n`,
        );
      told = true;
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    } else {
      breakLock(lockDir);
    }
  }
  const unlock = () => fs.rmSync(lockDir, { recursive: true, force: true });
  process.once('exit', unlock);
  try {
    await work();
  } finally {
    process.off('exit', unlock);
    unlock();
  }
}

function tryLock(lockDir) {
  try {
    fs.mkdirSync(lockDir);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  const owner = { pid: process.pid, birth: birthMark(process.pid) };
  fs.writeFileSync(path.join(lockDir, 'owner.new'), JSON.stringify(owner));
  fs.renameSync(path.join(lockDir, 'owner.new'), path.join(lockDir, 'owner'));
  return true;
}

/** By renaming, which only one process can do; a lock taken away from a living process by bad timing is put back. */
function breakLock(lockDir) {
  const aside = `${lockDir}.${process.pid}`;
  try {
    fs.renameSync(lockDir, aside);
  } catch {
    return;
  }
  const text = readOr(path.join(aside, 'owner'));
  if (text && lives(JSON.parse(text)) && !fs.existsSync(lockDir)) fs.renameSync(aside, lockDir);
  else fs.rmSync(aside, { recursive: true, force: true });
}
