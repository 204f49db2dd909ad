import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { Public, readConfig, SystemClock } from '#platform';
import { permitItems } from '#workflows';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module.js';
import { controllersOf, routesOf } from './routes.js';
import { RIGHT_FILES, WRONG_IMPORTS } from './wrong-imports.js';

const ROOT = process.cwd();
const RULES = join(ROOT, '.dependency-cruiser.cjs');

/** Runs a program of node_modules and answers what it printed. */
async function run(program: string, args: string[], cwd: string, input = ''): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
    cwd,
    // Options of Jest's process are no business of the program's.
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.end(input);
  await once(child, 'close');
  return output;
}

/** The rules a tree breaks, as `rule file`. */
async function cruise(folder: string): Promise<string[]> {
  const folders = (await readdir(folder)).filter((name) => /^(apps|libs|workflows|test|bench)$/.test(name));
  const args = ['--config', RULES, '--output-type', 'json', ...folders];
  const { summary } = JSON.parse(await run('dependency-cruiser/bin/dependency-cruise.mjs', args, folder));
  return summary.violations.map(({ rule, from }: { rule: { name: string }; from: string }) => `${rule.name} ${from}`);
}

describe('the import directions', () => {
  it('hold in this repository', async () => {
    expect(await cruise(ROOT)).toEqual([]);
  });

  it('are broken by every import of a wrong tree, each by the rule it is there for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wrong-imports-'));
    for (const name of ['package.json', 'tsconfig.json']) await cp(join(ROOT, name), join(folder, name));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const wrong = Object.fromEntries(WRONG_IMPORTS.map(({ file, code }) => [file, code]));
    for (const [file, code] of Object.entries({ ...RIGHT_FILES, ...wrong })) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), code);
    }
    const found = await cruise(folder).finally(() => rm(folder, { recursive: true }));
    const expected = WRONG_IMPORTS.map(({ rule, file }) => `${rule} ${file}`);
    expect(expected.filter((violation) => !found.includes(violation))).toEqual([]);
    expect(
      found.filter((violation) => Object.keys(RIGHT_FILES).some((file) => violation.endsWith(` ${file}`))),
    ).toEqual([]);
  });

  it('are all shown to be checked', () => {
    const { forbidden } = createRequire(import.meta.url)(RULES) as { forbidden: { name: string }[] };
    const shown = new Set(WRONG_IMPORTS.map(({ rule }) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('the size caps', () => {
  /** Sizes need no types, which are what takes ESLint long. */
  const WITHOUT_TYPES = ['--parser-options', 'project:false'].concat(
    ['no-floating-promises', 'no-misused-promises', 'await-thenable'].flatMap((rule) => [
      '--rule',
      `@typescript-eslint/${rule}:off`,
    ]),
  );

  const lint = async (file: string, lines: number): Promise<string[]> => {
    const args = ['--stdin', '--stdin-filename', file, '--format', 'json', ...WITHOUT_TYPES];
    const [result] = JSON.parse(await run('eslint/bin/eslint.js', args, ROOT, 'export {};\n'.repeat(lines)));
    return result.messages.map(({ ruleId }: { ruleId: string }) => ruleId);
  };

  it('report a file of 301 lines, and a spec of 451', async () => {
    expect(await lint('libs/contracts/src/text.ts', 300)).toEqual([]);
    expect(await lint('libs/contracts/src/text.ts', 301)).toEqual(['max-lines']);
    expect(await lint('test/e2e/main-flow.spec.ts', 450)).toEqual([]);
    expect(await lint('test/e2e/main-flow.spec.ts', 451)).toEqual(['max-lines']);
  });
});

describe('every route', () => {
  it('says who may call it', async () => {
    const config = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DEMO: 'true' });
    const controllers = await controllersOf(StandaloneModule.forRoot(config, new SystemClock(), permitItems));
    const routes = [...controllers].map(routesOf);
    const names = routes.flatMap(({ all }) => all);
    expect(names).toEqual(
      expect.arrayContaining([
        'HealthController.ready',
        'SessionController.signIn',
        'CaseController.open',
        'ReviewTaskController.give',
        'TotalController.totals',
        'ledgerIncidentController.replay',
        'DemoClockController.set',
      ]),
    );
    expect(routes.flatMap(({ open }) => open)).toEqual([]);
  });

  it('would be found if it did not', () => {
    @Controller('wrong')
    class WrongController {
      @Get()
      forgotten(): void {}

      @Get('said')
      @Public()
      said(): void {}
    }
    expect(routesOf(WrongController)).toEqual({
      all: ['WrongController.forgotten', 'WrongController.said'],
      open: ['WrongController.forgotten'],
    });
  });
});

describe('a permit item', () => {
  const ids = permitItems.all().map(({ item }) => item);

  it('is named by its own folder only', async () => {
    const files = await Promise.all(['apps', 'libs', 'workflows'].map(filesBelow));
    const elsewhere = files
      .flat()
      .filter((file) => /(?<!\.spec)\.tsx?$/.test(file) && !file.includes('/node_modules/'))
      .filter((file) => !/^(apps\/season|workflows\/[^/]+)\//.test(file));
    expect(elsewhere.length).toBeGreaterThan(100);
    const naming = await Promise.all(elsewhere.map(async (file) => ({ file, named: await namedIn(file) })));
    expect(naming.filter(({ named }) => named.length > 0)).toEqual([]);
    for (const id of ids) expect(await namedIn(`workflows/${id}/catalogue.ts`)).toContain(id);
  });

  async function filesBelow(folder: string): Promise<string[]> {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  }

  async function namedIn(file: string): Promise<string[]> {
    const text = await readFile(join(ROOT, file), 'utf8');
    const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
    return ids.filter((id) => withoutComments.includes(id));
  }
});
