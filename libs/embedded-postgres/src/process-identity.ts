import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True when a process with this pid exists and has not ended; a zombie nobody has reaped counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, but is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return linuxStat(pid)?.[0] !== 'Z';
}

/**
 * What tells a process from a later one that was given the same pid, after a reboot or in a new container.
 * `undefined` when the platform does not say; the pid alone has to do then.
 */
export function birthMark(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const started = linuxStat(pid)?.[19];
    const boot = readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim();
    return started && boot ? `${boot}:${started}` : undefined;
  }
  return ps(pid, 'lstart=');
}

/** The command and arguments of a process, joined by blanks; `undefined` if it cannot be seen. */
export function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') {
    return readOrUndefined(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim();
  }
  return ps(pid, 'command=');
}

/** The fields of /proc/<pid>/stat after the command's name, which may itself hold blanks and brackets. */
function linuxStat(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readOrUndefined(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
