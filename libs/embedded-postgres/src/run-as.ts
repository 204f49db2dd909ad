import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSetupError } from './errors.js';

/** A user other than root, as PostgreSQL demands. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Under whom the server's programs run: ourselves, another account, or another account helped past closed folders. */
export type RunAs =
  | { readonly kind: 'self' }
  | ({ readonly kind: 'account' } & Account)
  | ({ readonly kind: 'setpriv'; readonly capability: string } & Account);

const SETPRIV = '/usr/bin/setpriv';
/** The weaker one first; bit numbers from linux/capability.h. */
const CAPABILITIES = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
];

/** The entry of /etc/passwd for a name or a uid; initdb refuses a uid that has none. */
export async function findAccount(who: string | number): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const line of passwd.split('\n')) {
    const [name = '', , uid, gid] = line.split(':');
    if (name && (name === who || Number(uid) === who)) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * How `account` can use `paths`, files or folders: directly when their permissions let it, else through setpriv.
 * @throws DatabaseSetupError when setpriv is needed and missing, or root here may not lend any capability.
 */
export async function reachAs(account: Account, paths: readonly string[]): Promise<RunAs> {
  const blocked: string[] = [];
  for (const path of paths) blocked.push(...(await obstacles(account, path)));
  const first = blocked[0];
  if (first === undefined) return { kind: 'account', ...account };
  const capability = await lendableCapability();
  const hasSetpriv = await access(SETPRIV).then(
    () => true,
    () => false,
  );
  if (capability && hasSetpriv) return { kind: 'setpriv', capability, ...account };
  const [reasonZh, reason] = hasSetpriv
    ? ['root 在此环境中没有可授予的权限', 'root has no capability to lend here']
    : [`缺少 ${SETPRIV}`, `${SETPRIV} is missing`];
  throw new DatabaseSetupError(
    `PostgreSQL 不能以 root 运行,而用户 ${account.name} 无法访问 ${first},且${reasonZh}。请安装 util-linux,或把程序和数据移到 ${account.name} 可访问的文件夹,或以普通用户运行。`,
    `PostgreSQL does not run as root, user ${account.name} cannot reach ${first}, and ${reason}. Install util-linux, or move the program and its data to a folder ${account.name} can enter, or run as an ordinary user.`,
  );
}

/** Starts a program of the server; `options.detached` and `options.stdio` are as in child_process. */
export function launch(runAs: RunAs, command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  // "/" because the other user may be unable to stay in our own working folder.
  const base: SpawnOptions = { ...options, cwd: '/', env: serverEnvironment(), windowsHide: true };
  if (runAs.kind === 'self') return spawn(command, args, base);
  if (runAs.kind === 'account') return spawn(command, args, { ...base, uid: runAs.uid, gid: runAs.gid });
  const lend = `-all,+${runAs.capability}`;
  const identity = [`--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, '--clear-groups'];
  const privileges = [
    `--inh-caps=${lend}`,
    `--ambient-caps=${lend}`,
    // Without it access(2), which initdb and pg_ctl ask about their sibling programs, disregards capabilities.
    '--securebits=+no_setuid_fixup',
  ];
  return spawn(SETPRIV, [...identity, ...privileges, '--', command, ...args], base);
}

/** Runs a program to its end; answers its exit code and all that it printed. */
export async function run(
  runAs: RunAs,
  command: string,
  args: readonly string[],
  input = '',
): Promise<{ code: number; output: string }> {
  const child = launch(runAs, command, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // A program that ends without reading its input is judged by its exit code, not by the broken pipe.
  child.stdin?.on('error', () => undefined).end(input);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** PG* variables of the caller's shell (PGDATA, PGPORT, ...) must not steer our own server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^PG[A-Z_]+$/.test(name));
  return { ...Object.fromEntries(entries), LC_ALL: 'C' };
}

/** The first folder or file on the way to `path` that the account may not pass or read. Access lists are not looked at. */
async function obstacles(account: Account, path: string): Promise<string[]> {
  const way = [await realpath(path)];
  for (let parent = dirname(way[0] as string); parent !== way[0]; parent = dirname(parent)) way.unshift(parent);
  for (const [index, step] of way.entries()) {
    const { mode, uid, gid } = await stat(step);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    const granted = (mode >> shift) & 0o7;
    const needed = index === way.length - 1 ? 0o4 : 0o1;
    if ((granted & needed) !== needed) return [step];
  }
  return [];
}

async function lendableCapability(): Promise<string | undefined> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const mask = (field: string) => BigInt(`0x${new RegExp(`^${field}:\\s*([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0'}`);
  const available = mask('CapBnd') & mask('CapPrm');
  return CAPABILITIES.find(({ bit }) => (available >> bit) & 1n)?.name;
}
