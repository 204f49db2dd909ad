import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second in /proc; the same on every Linux that Node runs on. */
const HZ = 100;

/** Cores kept busy, on average over the measured time, by whom. */
export type CoresUsed = Readonly<Record<string, number>>;

/**
 * CPU accounting as the peers do it: the whole machine, this process, and named processes with all their children.
 * `foreign_cores` is what nobody of the run used. Empty where there is no /proc.
 */
export class CpuMeter {
  readonly #processes: Readonly<Record<string, number>>;
  readonly #startedAt = performance.now();
  readonly #machine = machine();
  readonly #own = process.cpuUsage();
  readonly #before: Readonly<Record<string, number>>;

  constructor(processes: Readonly<Record<string, number>>) {
    this.#processes = processes;
    this.#before = this.#now();
  }

  /** Cores used since the meter was made. */
  read(): CoresUsed {
    const end = machine();
    if (this.#machine === undefined || end === undefined) return {};
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const own = process.cpuUsage(this.#own);
    const used: Record<string, number> = { node_cores: (own.user + own.system) / 1e6 / seconds };
    for (const [name, total] of Object.entries(this.#now())) {
      used[`${name}_cores`] = (total - (this.#before[name] ?? 0)) / seconds;
    }
    const accounted = Object.values(used).reduce((sum, cores) => sum + cores, 0);
    const busy = (end.busy - this.#machine.busy) / seconds;
    const steal = (end.steal - this.#machine.steal) / seconds;
    const all = { machine_busy_cores: busy, steal_cores: steal, ...used, foreign_cores: Math.max(0, busy - accounted) };
    return Object.fromEntries(Object.entries(all).map(([name, cores]) => [name, Number(cores.toFixed(2))]));
  }

  #now(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#processes).map(([name, pid]) => [name, cpuOfTree(pid)]));
  }
}

function machine(): { busy: number; steal: number } | undefined {
  const text = readOr('/proc/stat');
  if (text === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (text.split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system + irq + softirq) / HZ, steal: steal / HZ };
}

/** CPU seconds of a process, its living descendants, and the children it has outlived. */
function cpuOfTree(root: number): number {
  const processes = new Map<number, { parent: number; own: number; children: number }>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readOr(`/proc/${name}/stat`) : undefined;
    if (stat === undefined) continue;
    // The program's name stands in parentheses and may hold spaces; what is counted stands after it.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const sum = (a: number, b: number) => ((fields[a] ?? 0) + (fields[b] ?? 0)) / HZ;
    processes.set(Number(name), { parent: fields[1] ?? 0, own: sum(11, 12), children: sum(13, 14) });
  }
  const tree = new Set([root]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid, { parent }] of processes) {
      if (!tree.has(pid) && tree.has(parent)) {
        tree.add(pid);
        grew = true;
      }
    }
  }
  const living = [...tree].reduce((total, pid) => total + (processes.get(pid)?.own ?? 0), 0);
  return living + (processes.get(root)?.children ?? 0);
}

function readOr(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
