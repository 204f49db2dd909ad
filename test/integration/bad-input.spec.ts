import type { OpenCase, Problem } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { startApp, type TestApp } from '../support/app.js';
import { Client } from '../support/client.js';
import { checkedRoad, type Desks, desksOf, reviewedRoad, rowsOf } from '../support/lifecycle.js';

describe('bad input gets a problem that names field and rule, and leaves nothing behind', () => {
  let product: TestApp;
  let desks: Desks;

  beforeAll(async () => {
    product = await startApp('postgres');
    desks = await desksOf(product);
  });
  afterAll(() => product.stop());

  const stored = async () => {
    const [counts] = await rowsOf(
      product,
      `SELECT (SELECT count(*) FROM service_window.service_case) AS cases, (SELECT count(*) FROM service_window.history) AS history,
              (SELECT count(*) FROM service_window.command) AS commands, (SELECT count(*) FROM department.command) AS opinions`,
    );
    return counts;
  };
  /** Sends, expects the problem, and that the database is as before. */
  const refused = async (send: () => Promise<{ status: number; body: Problem; headers: Headers }>) => {
    const before = await stored();
    const answer = await send();
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await stored()).toEqual(before);
    return answer;
  };
  const opening = (body: unknown) => refused(() => desks.clerk.post<Problem>('/api/cases', body));
  const road = (change: (line: Record<string, unknown>) => void): OpenCase => {
    const application = roadApplication();
    change(application.lines[0]!);
    return caseOf([application]);
  };

  it.each<[string, () => unknown, string, string]>([
    ['a missing field', () => ({ ...caseOf([roadApplication()]), owner: undefined }), '/owner', 'schema.invalid_type'],
    ['an unknown field', () => ({ ...caseOf([roadApplication()]), ownr: 1 }), '/ownr', 'schema.unrecognized_keys'],
    [
      'an unknown item',
      () => caseOf([{ ...roadApplication(), item: 'moon-base' }]),
      '/applications/0/item',
      'item.unknown',
    ],
    [
      'a negative quantity',
      () => road((line) => Object.assign(line, { applied: '-1' })),
      '/applications/0/lines/0/applied',
      'quantity.format',
    ],
    [
      'an over-precise quantity',
      () => road((line) => Object.assign(line, { applied: '1.005' })),
      '/applications/0/lines/0/applied',
      'quantity.format',
    ],
    [
      'a zero quantity',
      () => road((line) => Object.assign(line, { applied: '0.00' })),
      '/applications/0/lines/0/applied',
      'quantity.positive',
    ],
    [
      'a binary float',
      () => road((line) => Object.assign(line, { applied: 1.5 })),
      '/applications/0/lines/0/applied',
      'schema.invalid_type',
    ],
    [
      'a wrong unit',
      () => road((line) => Object.assign(line, { unit: 'm3' })),
      '/applications/0/lines/0/unit',
      'schema.invalid_value',
    ],
    ['an unknown town', () => caseOf([roadApplication()], { townCode: '000000000' }), '/townCode', 'town.unknown'],
    [
      'a USCC with a wrong check character',
      () => caseOf([roadApplication()], { owner: { uscc: '91350100M000100Y4Z', name: '业主单位' } }),
      '/owner/uscc',
      'uscc.checkCharacter',
    ],
    [
      'a text PostgreSQL cannot keep',
      () => caseOf([roadApplication()], { owner: { ...caseOf([]).owner, name: '业主\u0000' } }),
      '/owner/name',
      'text.unstorable',
    ],
    [
      'half a character, however deep',
      () => road((line) => Object.assign(line, { place: '\ud800' })),
      '/applications/0/lines/0/place',
      'text.unstorable',
    ],
    ['no application at all', () => caseOf([]), '/applications', 'schema.too_small'],
  ])('%s', async (_, body, field, rule) => {
    const { status, body: problem } = await opening(body());
    expect(status).toBe(422);
    expect(problem.faults).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('tells every fault at once, in the language asked for, with the legal basis', async () => {
    const body = caseOf([roadApplication()], { owner: { uscc: '91350100M000100Y4Z', name: '业' } });
    const inChinese = await opening(body);
    expect(inChinese.body.faults).toHaveLength(2);
    expect(inChinese.body.faults![0]).toMatchObject({
      legalBasis: 'GB 32100-2015',
      message: expect.stringContaining('统一社会信用代码'),
    });
    const inEnglish = await refused(() => desks.clerk.post<Problem>('/api/cases', body, { 'accept-language': 'en' }));
    expect(inEnglish.headers.get('content-language')).toBe('en');
    expect(inEnglish.body.faults![0]!.message).toContain('unified social credit code');
  });

  it('malformed JSON, a wrong media type and a 10 MB body', async () => {
    const headers = { 'idempotency-key': 'bad-input-1', 'content-type': 'application/json' };
    const malformed = await refused(() =>
      desks.clerk.request<Problem>('POST', '/api/cases', { body: '{"town', headers }),
    );
    expect(malformed.status).toBe(400);
    const xml = { ...headers, 'content-type': 'application/xml' };
    expect((await refused(() => desks.clerk.request('POST', '/api/cases', { body: 'x', headers: xml }))).status).toBe(
      415,
    );
    const large = JSON.stringify({ ...caseOf([roadApplication()]), padding: 'x'.repeat(10 * 1024 * 1024) });
    expect((await refused(() => desks.clerk.request('POST', '/api/cases', { body: large, headers }))).status).toBe(413);
  });

  it('thousands of unknown fields get a short answer, and a form without bottom is refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]));
    const answer = await opening({ ...caseOf([roadApplication()]), ...many });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body).length).toBeLessThan(50_000);
    let deep: unknown = 1;
    for (let level = 0; level < 200; level += 1) deep = { deep };
    const [application] = caseOf([roadApplication()]).applications;
    const bottomless = caseOf([{ ...application!, form: { deep } }]);
    expect(await opening(bottomless)).toMatchObject({ status: 422, body: { faults: [{ rule: 'body.tooDeep' }] } });
  });

  it.each(['/api/cases?number=%00', '/api/cases?after=nonsense', '/api/cases?limit=1e9'])(
    'a query such as %s',
    async (path) => {
      expect((await desks.clerk.get(path)).status).toBe(422);
    },
  );

  it('a cursor that is none', async () => {
    const reviewer = desks.reviewers['traffic-police'];
    const id = '018a0000-0000-7000-8000-000000000001';
    expect((await reviewer.get(`/api/review-tasks?after=2023-99-99_${id}`)).status).toBe(422);
    expect((await desks.manager.get(`/api/totals/entries?year=2023&item=x&after=2023-01-01_zz`)).status).toBe(422);
    const application = await checkedRoad(desks);
    for (const after of ['abc', '1.5', '1e12']) {
      expect((await desks.clerk.get(`/api/applications/${application}/history?after=${after}`)).status).toBe(422);
    }
  });

  it('a command without a key', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(caseOf([roadApplication()]));
    const answer = await refused(() => desks.clerk.request<Problem>('POST', '/api/cases', { body, headers }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotencyKey.missing' } });
  });

  it('an event the state does not accept names those it does', async () => {
    const id = await checkedRoad(desks);
    const send = () => desks.clerk.post<Problem>(`/api/applications/${id}/events`, { type: 'owner.corrected' });
    expect(await refused(send)).toMatchObject({
      status: 409,
      body: { allowedEvents: expect.arrayContaining(['clerk.accepted']) },
    });
    const unknown = () => desks.clerk.post<Problem>(`/api/applications/${id}/events`, { type: 'clerk.dreamed' });
    expect((await refused(unknown)).status).toBe(422);
  });

  describe('opinions', () => {
    let id: string;
    let taskId: string;
    const give = (opinion: unknown, version = '"1"', client: Client = desks.reviewers['municipal-works']) =>
      refused(() => client.post<Problem>(`/api/review-tasks/${taskId}/opinion`, opinion, { 'if-match': version }));

    beforeAll(async () => {
      id = await reviewedRoad(desks);
      ({ id: taskId } = await desks.reviewers['municipal-works'].task(id));
    });

    it.each<[string, unknown, string, string]>([
      [
        'more than was applied for',
        { quantities: [{ lineId: '1', approved: '100.51' }] },
        '/quantities/0/approved',
        'opinion.aboveApplied',
      ],
      [
        'over-precise',
        { quantities: [{ lineId: '1', approved: '1.001' }] },
        '/quantities/0/approved',
        'quantity.format',
      ],
      [
        'a line that is not there',
        { quantities: [{ lineId: '9', approved: '1' }] },
        '/quantities/0/lineId',
        'opinion.unknownLine',
      ],
      [
        'the same line twice',
        {
          quantities: [
            { lineId: '1', approved: '1' },
            { lineId: '1', approved: '2' },
          ],
        },
        '/quantities/1/lineId',
        'opinion.lineTwice',
      ],
      [
        'nothing approved',
        {
          quantities: [
            { lineId: '1', approved: '0' },
            { lineId: '2', approved: '0' },
          ],
        },
        '/quantities',
        'opinion.nothingApproved',
      ],
    ])('%s', async (_, opinion, field, rule) => {
      const { status, body } = await give({ result: 'approved', ...(opinion as object) });
      expect(status).toBe(422);
      expect(body.faults).toContainEqual(expect.objectContaining({ field, rule }));
    });

    it('a refusal without reasons', async () => {
      expect(await give({ result: 'refused' })).toMatchObject({
        status: 422,
        body: { faults: [{ field: '/reasons' }] },
      });
    });

    it('a stale version, and none at all', async () => {
      expect(await give({ result: 'approved' }, '"7"')).toMatchObject({ status: 412, body: { code: 'staleVersion' } });
      expect(await give({ result: 'approved' }, 'x')).toMatchObject({ status: 428, body: { code: 'versionRequired' } });
    });

    it("another department's task is not there", async () => {
      const answer = await give({ result: 'approved' }, '"1"', desks.reviewers['traffic-police']);
      expect(answer).toMatchObject({ status: 404, body: { code: 'notFound' } });
    });
  });

  it('an edit of a draft on a stale version, and of a case that is filed', async () => {
    const draft = await desks.clerk.openCase(caseOf([roadApplication()], { received: false }));
    const patch = (version: string) =>
      desks.clerk.request<Problem>('PATCH', `/api/cases/${draft.id}`, {
        body: JSON.stringify({ materials: ['application-form'] }),
        headers: { 'if-match': version, 'idempotency-key': `edit-${version}-${draft.id}` },
      });
    expect(await refused(() => patch('"9"'))).toMatchObject({ status: 412 });
    expect(await patch('"1"')).toMatchObject({ status: 200, body: { version: 2, materials: ['application-form'] } });
    expect(await patch('"1"')).toMatchObject({ status: 200, body: { version: 2 } });
    await desks.clerk.send(draft.applications[0]!.id, { type: 'clerk.received' });
    expect(await refused(() => patch('"2"'))).toMatchObject({ status: 409 });
  });
});
