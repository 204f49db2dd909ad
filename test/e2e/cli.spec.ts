import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import type { CaseView, Incident, TotalsView } from '#contracts';
import { permitItems } from '#workflows';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { PASSWORD, startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { waitUntil } from '../support/wait-until.js';

/** The build, as `npm run pinglu` runs it. */
const PROGRAM = join(process.cwd(), 'dist/apps/cli/src/main.js');
/** Nothing ever answers here. */
const NOWHERE = 'http://127.0.0.1:1';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('npm run pinglu', () => {
  let product: TestApp;
  let folder: string;
  let opened: CaseView;

  beforeAll(async () => {
    product = await startApp('redis');
    product.clock.set(new Date('2023-03-06T01:30:00Z'));
    folder = await mkdtemp(join(tmpdir(), 'cli-'));
    const clerk = await Client.signIn(product.url, 'clerk');
    opened = await clerk.openCase(caseOf([roadApplication()]));
    await clerk.send(opened.applications[0]!.id, { type: 'clerk.accepted' });
  });
  afterAll(async () => {
    await product.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function pinglu(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    const env = { ...process.env, PINGLU_PASSWORD: PASSWORD, ...environment };
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...output };
  }

  const ask = (...args: string[]) => pinglu([...args, '--url', product.url]);

  it('answers with the totals: exactly the JSON of the API, or a table that says when the data are synthetic', async () => {
    const clerk = await Client.signIn(product.url, 'clerk');
    const { id } = (await clerk.openCase(caseOf([roadApplication()]))).applications[0]!;
    await clerk.send(id, { type: 'clerk.accepted' });
    for (const department of ['municipal-works', 'traffic-police', 'natural-resources']) {
      await (await Client.signIn(product.url, `reviewer-${department}`)).review(id, { result: 'approved' });
    }
    const manager = await Client.signIn(product.url, 'manager');
    const expected = await waitUntil('the total to move', async () => {
      const { totals } = expectStatus(200, await manager.get<TotalsView>('/api/totals?year=2023'));
      return totals.some(({ decisions }) => decisions === 1) && totals;
    });
    const { code, stdout, stderr } = await ask('totals', '--year', '2023', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(expected);

    const chinese = await ask('totals', '--year', '2023');
    expect(chinese.stdout).toContain('合成演示数据');
    expect(chinese.stdout).toMatch(/占用挖掘城市道路 +120\.5平方米 +120\.5 平方米 +120\.5 平方米 +1\n/);
    const english = await ask('totals', '--year', '2023', '--lang', 'en');
    expect(english.stdout).toMatch(/urban road occupied and excavated +120\.5平方米 +120\.5 m² +120\.5 m² +1\n/);
  });

  it('shows who holds an application and until when', async () => {
    const { code, stdout } = await ask('case', 'show', opened.number, '--lang', 'en');
    expect(code).toBe(0);
    expect(stdout).toMatch(/under review +.*Traffic police.* +2023-04-03/);

    const { applications } = JSON.parse((await ask('case', 'show', opened.number, '--json')).stdout);
    expect(applications[0].holders.map(({ id }: { id: string }) => id).sort()).toEqual([
      'municipal-works',
      'natural-resources',
      'traffic-police',
    ]);
    expect(applications[0].until).toBe('2023-04-03');
  });

  it('lists a message that kept failing, replays it once, and knows no other', async () => {
    await putOnQueue(product.databaseUrl, 'ledger', { id: '01890000-0000-7000-8000-000000000001', type: 'nonsense' });
    const incident = await waitUntil('an incident', async () => {
      const incidents = JSON.parse((await ask('incidents', 'list', '--json')).stdout) as Incident[];
      return incidents[0];
    });
    expect(incident).toMatchObject({ service: 'ledger', messageType: 'nonsense', status: 'open' });

    expect(await ask('incidents', 'replay', incident.id)).toMatchObject({ code: 0, stderr: '' });
    const again = await ask('incidents', 'replay', incident.id);
    expect(again).toMatchObject({ code: 3, stdout: '' });
    expect(again.stderr).toContain(incident.id);
    expect((await ask('incidents', 'list')).stdout).toContain('已重放');
  });

  it('says by its exit code what kind of failure it was, and why on standard error in the chosen language', async () => {
    const failures: [string[], number, RegExp][] = [
      [['totals', '--year', '2023', '--url', product.url, '--user', 'clerk'], 1, /您的角色无权/],
      [['totals', '--year', '2023', '--url', product.url, '--password', 'wrong-one', '--lang', 'en'], 1, /wrong user/],
      [['totals'], 2, /year/],
      [['totals', '--year', 'soon'], 2, /年度/],
      [['nonsense'], 2, /nonsense/],
      [[], 2, /help/],
      [['case', 'show', 'PLluwu-20230101-999', '--url', product.url, '--lang=en'], 3, /no case/],
      [['totals', '--year', '2023', '--url', NOWHERE], 4, /没有应答/],
    ];
    for (const [args, code, reason] of failures) {
      const run = await pinglu(args);
      expect({ args, code: run.code, stdout: run.stdout }).toEqual({ args, code, stdout: '' });
      expect(run.stderr).toMatch(reason);
    }
    expect(await pinglu(['help'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('finds the running product by the address it has written down', async () => {
    await mkdir(join(folder, '.data'), { recursive: true });
    await writeFile(join(folder, '.data/url'), `${product.url}\n`);
    expect(await pinglu(['totals', '--year', '2023', '--json'])).toMatchObject({ code: 0, stderr: '' });
    await writeFile(join(folder, '.data/url'), NOWHERE);
    expect(await pinglu(['totals', '--year', '2023', '--json'])).toMatchObject({ code: 4, stdout: '' });
  });

  it('opens the data of a product that is not running for as long as it takes', async () => {
    await mkdir(join(folder, '.data/postgres'), { recursive: true });
    await writeFile(join(folder, '.data/url'), NOWHERE);
    const { code, stdout, stderr } = await pinglu(['totals', '--year', '2023', '--json'], { PINGLU_PASSWORD: '' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const totals = JSON.parse(stdout) as TotalsView['totals'];
    expect(totals.map(({ item }) => item)).toEqual(permitItems.all().map(({ item }) => item));
  });
});

/** A message of no kind that is known, sent like any other. */
async function putOnQueue(databaseUrl: string, queue: string, message: { id: string; type: string }): Promise<void> {
  const client = new Postgres({ connectionString: databaseUrl });
  await client.connect();
  const text = 'INSERT INTO service_window.outbox (id, queue, message) VALUES ($1, $2, $3)';
  await client.query(text, [message.id, queue, message]).finally(() => client.end());
}
