import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CaseView, NewAccount, Problem, ReviewTaskRow, TotalsView } from '#contracts';
import { InternalTokens } from '#identity';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { Client, expectStatus } from '../support/client.js';
import { createTestDatabase, serverUrl, type TestDatabase } from '../support/database.js';
import { type ServiceName, type ServiceProcess, startService } from '../support/service-process.js';
import { waitUntil } from '../support/wait-until.js';

const ADMIN_PASSWORD = 'first-administrator';
const PASSWORD = 'everybody-else';
const NOWHERE = 'http://127.0.0.1:1';
/** A Redis database no worker of the test runner uses. */
const REDIS_DATABASE = 9;

describe('every service in processes of its own, behind the gateway', () => {
  let database: TestDatabase;
  let environment: NodeJS.ProcessEnv;
  let gateway: ServiceProcess;
  let window: ServiceProcess;
  let municipalWorks: ServiceProcess;
  const running = new Set<ServiceProcess>();

  async function start(name: ServiceName, own: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
    const service = await startService(name, { ...environment, ...own });
    running.add(service);
    return service;
  }

  async function end(service: ServiceProcess, signal: NodeJS.Signals) {
    running.delete(service);
    return service.end(signal);
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    environment = {
      DATABASE_URL: database.url,
      REDIS_URL: Object.assign(new URL(serverUrl('TEST_REDIS_URL')), { pathname: `/${REDIS_DATABASE}` }).href,
      INTERNAL_SECRET: 'a-secret-of-the-test-of-32-characters-or-more',
      LOG_LEVEL: 'warn',
    };
    let department: ServiceProcess;
    let ledger: ServiceProcess;
    [window, , department, municipalWorks, ledger] = await Promise.all([
      start('window'),
      // Takes from the same queue and carries the same outbox, without being behind the gateway.
      start('window'),
      start('department', { DEPARTMENTS: 'traffic-police, natural-resources' }),
      start('department', { DEPARTMENTS: 'municipal-works' }),
      start('ledger'),
    ]);
    gateway = await start('gateway', {
      ADMIN_PASSWORD,
      WINDOW_URL: window.url,
      DEPARTMENT_URL: department.url,
      LEDGER_URL: ledger.url,
    });
    const admin = await Client.signIn(gateway.url, 'admin', ADMIN_PASSWORD);
    for (const account of ACCOUNTS) expectStatus(201, await admin.post('/api/accounts', account));
  });

  afterAll(async () => {
    await Promise.all([...running].map((service) => end(service, 'SIGKILL')));
    await database.drop();
  });

  const signIn = (username: string) => Client.signIn(gateway.url, username, PASSWORD);
  const reviewer = (department: string) => signIn(`reviewer-${department}`);

  it('takes a case from the window to the permit and the total, though a department was killed on the way', async () => {
    const [clerk, manager] = await Promise.all([signIn('clerk'), signIn('manager')]);
    const { id } = (await clerk.openCase(caseOf([roadApplication()], { synthetic: false }))).applications[0]!;

    expect(await end(municipalWorks, 'SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await clerk.send(id, { type: 'clerk.accepted' })).toMatchObject({ state: 'underReview' });
    for (const department of ['traffic-police', 'natural-resources']) {
      await (await reviewer(department)).review(id, { result: 'approved' });
    }
    const lead = await reviewer('municipal-works');
    await waitUntil('both opinions at the window', async () => {
      const { reviews } = await clerk.application(id);
      return reviews.filter(({ status }) => status === 'approved').length === 2;
    });
    const inbox = await lead.get<{ rows: ReviewTaskRow[] }>(`/api/review-tasks?applicationId=${id}`);
    expect(expectStatus(200, inbox).rows).toEqual([]);

    municipalWorks = await start('department', { DEPARTMENTS: 'municipal-works' });
    await lead.review(id, { result: 'approved', quantities: [{ lineId: '1', approved: '80.25' }], conditions: [] });
    const granted = await clerk.reached(id, 'granted');
    const year = granted.acceptedOn?.slice(0, 4);
    expect(granted.permitNumber).toMatch(new RegExp(`^钦审批路〔${year}〕\\d+号$`));
    const total = await waitUntil('the total to move', async () => {
      const { totals } = expectStatus(200, await manager.get<TotalsView>(`/api/totals?year=${year}`));
      const road = totals.find(({ item }) => item === 'road-excavation');
      return road?.decisions === 1 && road;
    });
    expect(total).toMatchObject({ approved: '100.25', applied: '120.5', unit: 'm2' });
  });

  it('describes its whole interface in one OpenAPI document', async () => {
    const answer = await new Client(gateway.url).get<{ openapi: string; paths: object }>('/api/openapi.json');
    const { openapi, paths } = expectStatus(200, answer);
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/session', '/api/cases', '/api/review-tasks', '/api/totals']),
    );
  });

  it('believes the session and its own signature, and nothing a caller says of himself', async () => {
    const forged = await new InternalTokens('another-secret-of-at-least-32-characters').sign(FORGED_ACTOR);
    for (const token of [forged, JSON.stringify(FORGED_ACTOR), 'nonsense']) {
      for (const { url } of [gateway, window]) {
        const answer = await new Client(url).get('/api/cases', { 'x-pinglu-actor': token });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
    }
    expect((await new Client(window.url).get('/api/cases')).status).toBe(401);
    // Somebody who is signed in stays who they are.
    const clerk = await signIn('clerk');
    expect((await clerk.get('/api/totals?year=2023', { 'x-pinglu-actor': forged })).status).toBe(403);
    const { rows } = expectStatus(200, await clerk.get<{ rows: CaseView[] }>('/api/cases'));
    expect(rows.map(({ windowId }) => windowId)).toEqual([WINDOWS[0]!.id]);
  });

  it('says in its own words that a service does not answer', async () => {
    const alone = await start('gateway', { WINDOW_URL: window.url, DEPARTMENT_URL: NOWHERE, LEDGER_URL: NOWHERE });
    const lead = await Client.signIn(alone.url, 'reviewer-municipal-works', PASSWORD);
    for (const path of ['/api/review-tasks', '/api/openapi.json']) {
      const answer = await lead.get<Problem>(path);
      expect({ path, ...answer.body }).toMatchObject({ path, status: 503, code: 'unavailable' });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await end(alone, 'SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('is no place for a synthetic season', async () => {
    const program = ['dist/apps/cli/src/main.js', 'season', '--url', gateway.url, '--lang', 'en'];
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'ignore', 'pipe'] });
    let reason = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      reason += text;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(reason).toContain('not in demonstration mode');
  });

  it('ends at SIGTERM, every process with exit code 0', async () => {
    const services = [...running];
    expect(services).toHaveLength(6);
    const ends = await Promise.all(services.map((service) => end(service, 'SIGTERM')));
    expect(ends).toEqual(services.map(() => ({ code: 0, signal: null })));
    for (const { pid } of services) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});

const FORGED_ACTOR = { id: 'forged', name: 'Forged', role: 'manager' } as const;

const ACCOUNTS: readonly NewAccount[] = [
  { username: 'clerk', name: '窗口人员', role: 'clerk', windowId: WINDOWS[0]!.id, password: PASSWORD },
  { username: 'manager', name: '管理人员', role: 'manager', password: PASSWORD },
  ...['traffic-police', 'natural-resources', 'municipal-works'].map((departmentId) => ({
    username: `reviewer-${departmentId}`,
    name: `审批人员 ${departmentId}`,
    role: 'reviewer' as const,
    departmentId,
    password: PASSWORD,
  })),
];
