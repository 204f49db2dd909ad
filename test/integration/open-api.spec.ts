import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Queue } from 'bullmq';
import type { Incident } from '#contracts';
import { QUEUES } from '#messaging';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { approveAll, type Desks, desksOf, reviewedRoad } from '../support/lifecycle.js';
import { LiveDocument, type OpenApi, type Operation } from '../support/open-api.js';
import { waitUntil } from '../support/wait-until.js';

const request = Client.prototype.request;

describe('the OpenAPI document', () => {
  let product: TestApp;
  let desks: Desks;
  let live: LiveDocument;
  const faults = new Set<string>();

  beforeAll(async () => {
    product = await startApp('redis');
    live = new LiveDocument(expectStatus(200, await new Client(product.url).get<OpenApi>('/api/openapi.json')));
    // From here on, whatever any client of this file is answered is held against the document.
    Client.prototype.request = async function checked(method, path, init) {
      const answer = await request.call(this, method, path, init);
      for (const fault of live.faults(method, path, answer)) faults.add(fault);
      return answer as never;
    };
    desks = await desksOf(product);
  });
  afterAll(async () => {
    Client.prototype.request = request;
    await product.stop();
  });

  const header = ({ parameters = [] }: Operation, name: string) =>
    parameters.find((parameter) => parameter.in === 'header' && parameter.name === name);
  const whose = (test: (operation: Operation, method: string, path: string) => boolean) =>
    live.operations
      .filter(({ operation, method, path }) => test(operation, method, path))
      .map(({ method, path }) => `${method} ${path}`)
      .sort();

  it('promises every operation’s answer, with its schema', () => {
    const lacking = whose((operation) => {
      const successes = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      if (successes.length !== 1) return true;
      const response = live.response(operation, successes[0]!);
      return response?.description === '' || (successes[0] !== '204') !== (response?.content !== undefined);
    });
    expect(lacking).toEqual([]);
  });

  it('promises problems for every operation, and nothing else as an error', () => {
    const lacking = whose((operation) => {
      const errors = Object.keys(operation.responses).filter((status) => !status.startsWith('2'));
      return (
        !errors.includes('default') ||
        errors.some((status) => {
          const content = live.response(operation, status)?.content ?? {};
          return Object.keys(content).join() !== 'application/problem+json';
        })
      );
    });
    expect(lacking).toEqual([]);
  });

  it('asks for an Idempotency-Key with every command, and for If-Match with every edit', () => {
    const keyed = whose((_, method, path) => ['post', 'patch'].includes(method) && path !== '/api/session');
    expect(whose((operation) => header(operation, 'Idempotency-Key')?.required === true)).toEqual(keyed);
    expect(keyed.length).toBeGreaterThan(5);
    const versioned = ['patch /api/cases/{id}', 'post /api/review-tasks/{id}/opinion'];
    expect(whose((operation) => header(operation, 'If-Match')?.required === true)).toEqual(versioned);
    const tagged = whose((operation) => live.response(operation, '200')?.headers?.['ETag'] !== undefined);
    expect(tagged).toEqual(
      expect.arrayContaining(['get /api/applications/{id}', 'get /api/cases/{id}', 'get /api/review-tasks/{id}']),
    );
  });

  it('asks for a session everywhere but at the open doors', () => {
    const open = whose(({ security = [] }) => security.length === 0);
    expect(open).toEqual([
      'get /api/catalogue/departments',
      'get /api/catalogue/items',
      'get /api/catalogue/items/{item}',
      'get /api/catalogue/towns',
      'get /api/catalogue/windows',
      'get /health/live',
      'get /health/ready',
      'post /api/session',
    ]);
    const schemes = live.operations.flatMap(({ operation }) => (operation.security ?? []).flatMap(Object.keys));
    expect([...new Set(schemes)]).toEqual(Object.keys(live.document.components.securitySchemes));
  });

  it('writes every schema in the dialect of OpenAPI 3.1', () => {
    expect(live.wrongSchemas()).toEqual([]);
  });

  it('lets no reference and no operation id go astray', () => {
    const references = [...JSON.stringify(live.document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(0);
    for (const path of new Set(references)) expect(live.document).toHaveProperty(path.split('/'));
    const ids = live.operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('would be caught lying', () => {
    const json = new Headers({ 'content-type': 'application/json; charset=utf-8' });
    const told = (status: number, body: unknown) => live.faults('GET', '/health/live', { status, body, headers: json });
    expect(told(200, { status: 'live' })).toEqual([]);
    expect(told(200, { status: 'dead' })).not.toEqual([]);
    expect(told(200, { status: 'live', more: 1 })).not.toEqual([]);
    expect(told(202, { status: 'live' })).toEqual(['GET /health/live promises no 202']);
    expect(told(500, { status: 500 })).toEqual(['GET /health/live default does not promise application/json']);
    live.kept.delete('get /health/live');
  });

  it('tells the truth: an application from the draft to the permit', async () => {
    const draft = await desks.clerk.openCase(caseOf([roadApplication()], { received: false }));
    const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() };
    const edit = { body: JSON.stringify({ agent: { name: '经办人', phone: '13800000000' } }), headers };
    expectStatus(200, await desks.clerk.request('PATCH', `/api/cases/${draft.id}`, edit));
    expect((await desks.clerk.get(`/api/cases/${draft.id}`)).headers.get('etag')).toBe('"2"');

    product.clock.set(new Date('2023-03-06T01:00:00Z'));
    const id = await reviewedRoad(desks);
    const task = await desks.reviewers['traffic-police'].task(id);
    const returned = { result: 'returned', reasons: '请补充交通组织方案' } as const;
    expect((await desks.reviewers['traffic-police'].get(`/api/review-tasks/${task.id}`)).status).toBe(200);
    await desks.reviewers['traffic-police'].review(id, returned);
    await waitUntil('the return', async () =>
      (await desks.clerk.application(id)).allowedEvents.includes('owner.resubmitted'),
    );
    await desks.clerk.send(id, { type: 'owner.resubmitted', branch: task.branch, note: '已补充' });
    await approveAll(desks, id);
    await desks.clerk.reached(id, 'granted');
    expectStatus(200, await desks.clerk.get(`/api/applications/${id}/history`));
    expectStatus(200, await desks.clerk.get('/api/cases?limit=1'));
    await waitUntil('the entry', async () => {
      const path = '/api/totals/entries?year=2023&item=road-excavation';
      return expectStatus(200, await desks.manager.get<{ rows: unknown[] }>(path)).rows.length > 0;
    });
    expectStatus(200, await desks.manager.get('/api/totals?year=2023'));
    expect([...faults]).toEqual([]);
  });

  it('tells the truth: what everybody may read, and what the administrator does', async () => {
    const visitor = new Client(product.url);
    for (const list of ['items', 'items/road-excavation', 'departments', 'windows', 'towns']) {
      expectStatus(200, await visitor.get(`/api/catalogue/${list}`));
    }
    for (const probe of ['live', 'ready']) expectStatus(200, await visitor.get(`/health/${probe}`));
    const account = { username: 'another-manager', name: '管理人员', password: 'a-good-password', role: 'manager' };
    expectStatus(201, await desks.admin.post('/api/accounts', account));
    expectStatus(200, await desks.admin.get('/api/accounts'));
    expectStatus(200, await desks.owner.get('/api/session'));
    expectStatus(204, await desks.owner.request('DELETE', '/api/session'));
    const now = { body: JSON.stringify({ now: null }) };
    expectStatus(204, await desks.admin.request('PUT', '/api/demo/clock', now));
    expect([...faults]).toEqual([]);
  });

  it('tells the truth: a message that cannot be read becomes an incident, and is replayed', async () => {
    const queues = product.app.get<Queue[]>(QUEUES, { strict: false, each: true } as never).flat() as Queue[];
    for (const service of ['window', 'ledger']) {
      const queue = queues.find(({ name }) => name === service);
      await queue!.add('messages', { messages: [{ id: randomUUID(), type: 'no.such' }] }, { attempts: 1 });
    }
    for (const service of ['window', 'ledger']) {
      const [incident] = await waitUntil(`an incident of ${service}`, async () => {
        const { rows } = expectStatus(200, await desks.admin.get<{ rows: Incident[] }>(`/api/incidents/${service}`));
        return rows.length > 0 && rows;
      });
      expectStatus(202, await desks.admin.post(`/api/incidents/${service}/${incident!.id}/replay`, undefined));
    }
    expectStatus(200, await desks.admin.get('/api/incidents/department'));
    expect([...faults]).toEqual([]);
  });

  it('tells the truth: problems', async () => {
    const id = (await desks.clerk.openCase(caseOf([roadApplication()]))).applications[0]!.id;
    const statusOf = async (sent: Promise<{ status: number }>) => (await sent).status;
    expect(await statusOf(new Client(product.url).get('/api/cases'))).toBe(401);
    expect(await statusOf(desks.admin.get('/api/cases'))).toBe(403);
    expect(await statusOf(desks.clerk.get(`/api/cases/${randomUUID()}`))).toBe(404);
    expect(await statusOf(desks.clerk.get('/api/cases?limit=1000'))).toBe(422);
    expect(await statusOf(desks.clerk.post(`/api/applications/${id}/events`, { type: 'owner.corrected' }))).toBe(409);
    expect(await statusOf(desks.clerk.post('/api/cases', {}))).toBe(422);
    expect(await statusOf(desks.clerk.post('/api/cases', {}, { 'idempotency-key': '' }))).toBe(400);
    expect(await statusOf(desks.clerk.post('/api/cases', {}, { 'content-type': 'application/xml' }))).toBe(415);
    expect(await statusOf(new Client(product.url).post('/api/session', { username: 'x', password: 'y' }))).toBe(401);
    expect([...faults]).toEqual([]);
  });

  it('was held against an answer of every operation', () => {
    const replay = 'post /api/incidents/department/{id}/replay';
    const all = live.operations.map(({ method, path }) => `${method} ${path}`);
    expect(all.filter((operation) => !live.kept.has(operation) && operation !== replay)).toEqual([]);
  });
});

describe('requests that no route ever sees', () => {
  let product: TestApp;
  beforeAll(async () => {
    product = await startApp('postgres');
  });
  afterAll(() => product.stop());

  it.each([
    ['an address that cannot be decoded', '/api/%zz', 400, 'malformed'],
    ['an address that is too long', `/api/cases/${'x'.repeat(300)}`, 414, 'addressTooLong'],
  ])('%s: answered with a problem', async (_, path, status, code) => {
    const answer = await new Client(product.url).get(path, { 'accept-language': 'en' });
    expect(answer).toMatchObject({ status, body: { status, code, type: `urn:pinglu-window:problem:${code}` } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-language')).toBe('en');
  });

  it.each([
    ['headers that are too large', `GET /api/cases HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['what is not HTTP at all', 'what?\r\n\r\n', 400],
  ])('%s: answered with a problem', async (_, sent, status) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { port, hostname } = new URL(product.url);
      let received = '';
      const socket = connect(Number(port), hostname, () => socket.write(sent));
      socket.setEncoding('utf8').on('data', (text) => (received += text));
      socket.on('error', reject).on('close', () => resolve(received));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status });
  });
});
