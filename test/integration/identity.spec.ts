import type { CaseView, Problem, SessionView } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { OWNER, startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { checkedRoad, type Desks, desksOf, rowsOf } from '../support/lifecycle.js';

describe('identity: denied by default, and everybody sees their own records only', () => {
  let product: TestApp;
  let desks: Desks;

  beforeAll(async () => {
    product = await startApp('postgres');
    desks = await desksOf(product);
  });
  afterAll(() => product.stop());

  const anonymous = () => new Client(product.url);

  it('signs in with a cookie scripts cannot read, keeps only its hash, and ends the session at once', async () => {
    const answer = await anonymous().post<SessionView>('/api/session', {
      username: 'clerk',
      password: 'test-password',
    });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(answer.body.actor).toMatchObject({ role: 'clerk', name: '测试窗口人员' });
    const token = /pinglu_session=([^;]+)/.exec(cookie)![1];
    expect(await rowsOf(product, 'SELECT FROM gateway.session WHERE token_hash = $1', [token])).toHaveLength(0);

    const client = new Client(product.url, `pinglu_session=${token}`);
    expectStatus(200, await client.get('/api/session'));
    expectStatus(204, await client.request('DELETE', '/api/session'));
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('does not say whether the name or the password was wrong, and locks after ten wrong passwords', async () => {
    const tryIn = (username: string, password: string) =>
      anonymous().post<Problem>('/api/session', { username, password });
    const wrongName = await tryIn('nobody', 'test-password');
    const wrongPassword = await tryIn('other-owner', 'wrong');
    expect(wrongName).toMatchObject({ status: 401, body: { code: 'signInRefused' } });
    expect(wrongPassword.body).toEqual(wrongName.body);
    for (let attempt = 2; attempt <= 10; attempt += 1) await tryIn('other-owner', 'wrong');
    expect((await tryIn('other-owner', 'test-password')).status).toBe(401);
  });

  it('believes neither a forged cookie nor the header services use among themselves', async () => {
    expect((await new Client(product.url, 'pinglu_session=forged').get('/api/cases')).status).toBe(401);
    const header = { 'x-pinglu-actor': '{"id":"admin","role":"administrator"}' };
    expect((await anonymous().get('/api/cases', header)).status).toBe(401);
  });

  it.each([
    ['/api/cases', 'reviewer'],
    ['/api/review-tasks', 'clerk'],
    ['/api/totals?year=2023', 'owner'],
    ['/api/accounts', 'manager'],
  ] as const)('%s is not for a %s', async (path, role) => {
    const client = role === 'reviewer' ? desks.reviewers['traffic-police'] : desks[role];
    expect(await client.get(path)).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    expect((await anonymous().get(path)).status).toBe(401);
  });

  it('shows a clerk the window’s cases, an owner its own, a manager all', async () => {
    const id = await checkedRoad(desks);
    const otherClerk = await Client.signIn(product.url, 'other-clerk');
    expect((await desks.owner.get(`/api/applications/${id}`)).status).toBe(200);
    expect((await desks.manager.get(`/api/applications/${id}`)).status).toBe(200);
    expect((await otherClerk.get(`/api/applications/${id}`)).status).toBe(404);
    expect((await otherClerk.get(`/api/applications/${id}/history`)).status).toBe(404);
    const { rows } = expectStatus(200, await otherClerk.get<{ rows: CaseView[] }>('/api/cases'));
    expect(rows).toEqual([]);
  });

  it('lets nobody act on another’s record, nor in another’s role', async () => {
    const id = await checkedRoad(desks);
    const otherClerk = await Client.signIn(product.url, 'other-clerk');
    const accepted = { type: 'clerk.accepted' };
    expect((await otherClerk.post(`/api/applications/${id}/events`, accepted)).status).toBe(404);
    expect((await desks.owner.post(`/api/applications/${id}/events`, accepted)).status).toBe(403);
    expect((await desks.manager.post(`/api/applications/${id}/events`, accepted)).status).toBe(403);
    const forged = { type: 'review.approved', branch: 'trafficPolice', cycle: 1, departmentId: 'traffic-police' };
    expect((await desks.clerk.post(`/api/applications/${id}/events`, forged)).status).toBe(422);
  });

  it('an owner files for its own organisation only, and does not receive its own papers', async () => {
    const foreign = { uscc: '11320000MB151840XJ', name: '另一业主' };
    const body = caseOf([roadApplication()], { owner: foreign, received: true });
    const answer = await desks.owner.post<Problem>('/api/cases', body);
    expect(answer.status).toBe(422);
    expect(answer.body.faults!.map(({ field }) => field).sort()).toEqual(['/owner/uscc', '/received']);
    const own = await desks.owner.post('/api/cases', caseOf([roadApplication()], { owner: OWNER, received: false }));
    expect(own.status).toBe(201);
  });

  it('accounts are created by the administrator, with the scope their role needs', async () => {
    const account = { username: 'new-clerk', name: '新窗口人员', password: 'a-good-password', role: 'clerk' };
    expect(await desks.admin.post('/api/accounts', account)).toMatchObject({
      status: 422,
      body: { faults: [{ field: '/windowId' }] },
    });
    expect((await desks.admin.post('/api/accounts', { ...account, windowId: 'shaping' })).status).toBe(201);
    expect(await desks.admin.post('/api/accounts', { ...account, windowId: 'shaping' })).toMatchObject({
      status: 422,
      body: { faults: [{ field: '/username', rule: 'account.usernameTaken' }] },
    });
    const created = await anonymous().post('/api/session', { username: 'new-clerk', password: 'a-good-password' });
    expect(created.status).toBe(201);
  });
});
