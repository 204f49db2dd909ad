import { randomBytes } from 'node:crypto';
import { chmod, lchown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { DatabaseFolderError, DatabaseStartError, DatabaseVersionError } from './errors.js';
import { type Account, findAccount, type RunAs, reachAs, run } from './run-as.js';

/** The server's superuser, and the name of the one database made for the program. */
export const SUPERUSER = 'pinglu';

/** Where things lie below the data folder. */
export interface DataFolder {
  readonly dataDir: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly ownerFile: string;
}

const UNFINISHED = 'cluster.new-';

/** The layout below `dataDir`, an absolute path; touches nothing. */
export function layout(dataDir: string): DataFolder {
  return {
    dataDir,
    cluster: join(dataDir, 'cluster'),
    passwordFile: join(dataDir, 'password'),
    ownerFile: join(dataDir, 'owner.json'),
  };
}

/**
 * Makes the folder if there is none and checks that it is ours and of our version.
 * @throws DatabaseFolderError | DatabaseVersionError, having changed nothing.
 */
export async function openFolder(folder: DataFolder, version: string): Promise<void> {
  const { dataDir } = folder;
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new DatabaseFolderError(dataDir, `无法创建(${error.message})。`, `it cannot be created (${error.message}).`);
  });
  const names = await readdir(dataDir).catch((error: Error) => {
    throw new DatabaseFolderError(
      dataDir,
      `无法读取(${error.message})。它可能属于另一用户。`,
      `it cannot be read (${error.message}). It may belong to another user.`,
    );
  });
  if (names.includes('PG_VERSION')) await checkVersion(folder, dataDir, version);
  if (names.includes('cluster')) await checkVersion(folder, folder.cluster, version);
  const ours = (name: string) => /^(cluster|password|owner\.json|lost\+found|\.)/.test(name);
  const stranger = names.find((name) => !ours(name));
  if (stranger === undefined) return;
  throw new DatabaseFolderError(
    dataDir,
    `其中已有其他内容(${stranger})。请另选一个空文件夹。`,
    `it already holds something else (${stranger}). Choose an empty folder.`,
  );
}

async function checkVersion(folder: DataFolder, cluster: string, expected: string): Promise<void> {
  const found = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const [zh, en] =
      error.code === 'ENOENT'
        ? ['其中的 cluster 不是 PostgreSQL 数据。', 'its cluster is not PostgreSQL data.']
        : ['其中的 cluster 属于另一用户。', 'its cluster belongs to another user.'];
    throw new DatabaseFolderError(folder.dataDir, `${zh}(${error.message})`, `${en} (${error.message})`);
  });
  if (found.trim() !== expected) throw new DatabaseVersionError(folder.dataDir, found.trim(), expected);
}

/**
 * Whom the server will run as, and the folder handed to them. Only root changes user: PostgreSQL refuses to run as root.
 * @throws DatabaseSetupError when no suitable user is found or they cannot reach the files.
 */
export async function settleUser(folder: DataFolder, binaries: Binaries): Promise<RunAs> {
  const uid = process.getuid?.();
  if (uid !== 0) {
    const owner = await ownerOf(folder.cluster);
    if (owner === undefined || uid === undefined || owner.uid === uid) return { kind: 'self' };
    throw new DatabaseFolderError(
      folder.dataDir,
      `数据属于另一用户(uid ${owner.uid})。`,
      `the data belongs to another user (uid ${owner.uid}).`,
    );
  }
  const account = await serverAccount(folder);
  await giveTo(account, folder.dataDir);
  await chmod(folder.dataDir, 0o700);
  if ((await ownerOf(folder.cluster))?.uid === 0) await giveTreeTo(account, folder.cluster);
  const samples = [binaries.postgres, binaries.initdb, join(binaries.native, 'pg-symlinks.json'), folder.dataDir];
  return reachAs(account, samples);
}

async function serverAccount(folder: DataFolder): Promise<Account> {
  const clusterOwner = await ownerOf(folder.cluster);
  // A cluster's owner needs no entry in /etc/passwd; only initdb, which is behind it, does.
  if (clusterOwner && clusterOwner.uid !== 0) {
    return { ...clusterOwner, name: (await findAccount(clusterOwner.uid))?.name ?? String(clusterOwner.uid) };
  }
  const folderOwner = await ownerOf(folder.dataDir);
  const candidates = folderOwner && folderOwner.uid !== 0 ? [folderOwner.uid] : [];
  for (const who of [...candidates, 'postgres', 'nobody']) {
    const account = await findAccount(who);
    if (account) return account;
  }
  throw new DatabaseFolderError(
    folder.dataDir,
    'PostgreSQL 不能以 root 运行,而系统中没有 postgres 或 nobody 用户。请以普通用户运行本程序。',
    'PostgreSQL does not run as root, and there is no user postgres or nobody here. Run the program as an ordinary user.',
  );
}

/** As root, hands a file of the data folder to the server's user, so that a later start as that user finds its own files. */
export async function giveTo(runAs: RunAs | Account, path: string): Promise<void> {
  if ('uid' in runAs) await lchown(path, runAs.uid, runAs.gid);
}

async function giveTreeTo(account: Account, path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  for (const entry of entries) await giveTo(account, join(entry.parentPath, entry.name));
  await giveTo(account, path);
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  return stat(path).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => undefined,
  );
}

/**
 * Runs initdb unless the folder holds a cluster. A cluster appears under its name only when it is whole: initdb works in a
 * sibling that is renamed at the end, and what a killed one left behind is removed. The caller must own the folder.
 * @returns the superuser's password.
 */
export async function ensureCluster(folder: DataFolder, binaries: Binaries, runAs: RunAs): Promise<string> {
  for (const name of await readdir(folder.dataDir)) {
    if (name.startsWith(UNFINISHED)) await rm(join(folder.dataDir, name), { recursive: true, maxRetries: 5 });
  }
  const exists = await stat(folder.cluster).then(
    () => true,
    () => false,
  );
  const known = (await readFile(folder.passwordFile, 'utf8').catch(() => '')).trim();
  const password = known || (await newPassword(folder, runAs));
  if (!exists) await initialise(folder, binaries, runAs);
  else if (!known) await resetPassword(folder, binaries, runAs, password);
  return password;
}

async function newPassword(folder: DataFolder, runAs: RunAs): Promise<string> {
  const password = randomBytes(24).toString('hex');
  await writeFile(folder.passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(runAs, folder.passwordFile);
  return password;
}

async function initialise(folder: DataFolder, binaries: Binaries, runAs: RunAs): Promise<void> {
  const unfinished = join(folder.dataDir, `${UNFINISHED}${process.pid}-${randomBytes(4).toString('hex')}`);
  // The builtin provider sorts by code point and is the same on every computer, whatever locales are installed there.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [
    `--username=${SUPERUSER}`,
    `--pwfile=${folder.passwordFile}`,
    '--auth-local=reject',
    '--auth-host=scram-sha-256',
  ];
  const args = [`--pgdata=${unfinished}`, ...locale, ...access, '--text-search-config=simple'];
  const { code, output } = await run(runAs, binaries.initdb, args);
  if (code !== 0) throw new DatabaseStartError('initdb', output);
  await rename(unfinished, folder.cluster);
  await syncFolder(folder.dataDir);
}

/** The password file was lost: single-user mode, which asks for none, sets the new one. */
async function resetPassword(folder: DataFolder, binaries: Binaries, runAs: RunAs, password: string): Promise<void> {
  const statement = `ALTER ROLE ${SUPERUSER} PASSWORD '${password}';\n`;
  const args = ['--single', '-D', folder.cluster, 'postgres'];
  const { code, output } = await run(runAs, binaries.postgres, args, statement);
  if (code === 0) return;
  await rm(folder.passwordFile);
  throw new DatabaseStartError('postgres --single', output);
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs no such call.
  if (process.platform === 'win32') return;
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}
