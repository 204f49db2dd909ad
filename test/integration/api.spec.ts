import type { CaseView, CatalogueEntry, ReviewTaskRow } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import { startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { type Desks, desksOf, reviewedRoad } from '../support/lifecycle.js';
import { waitUntil } from '../support/wait-until.js';

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { requestBody?: unknown }>>;
}

describe('the HTTP interface', () => {
  let product: TestApp;
  let desks: Desks;

  beforeAll(async () => {
    product = await startApp('redis');
    desks = await desksOf(product);
  });
  afterAll(() => product.stop());

  it('is live and ready, and says what is not', async () => {
    const client = new Client(product.url);
    expect(await client.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await client.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('describes itself in OpenAPI 3.1, with a page to browse it', async () => {
    const client = new Client(product.url);
    const document = expectStatus(200, await client.get<OpenApi>('/api/openapi.json'));
    expect(document.openapi).toBe('3.1.0');
    for (const path of [
      '/api/cases',
      '/api/applications/{id}/events',
      '/api/review-tasks/{id}/opinion',
      '/api/totals',
    ]) {
      expect(document.paths).toHaveProperty([path]);
    }
    expect(JSON.stringify(document.paths['/api/cases']!['post']!.requestBody)).toContain('townCode');
    const page = await client.get<string>('/api/docs');
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('swagger-ui') });
  });

  it('publishes the catalogue to everybody: basis, papers, limits (行政许可法 art 30)', async () => {
    const client = new Client(product.url);
    const items = expectStatus(200, await client.get<CatalogueEntry[]>('/api/catalogue/items'));
    const names = items.map(({ item }) => item);
    expect(names).toEqual(
      expect.arrayContaining([
        'road-excavation',
        'greening-relocation',
        'tree-relocation',
        'streetlight-relocation',
        'construction-waste',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const { legalBasis, materials } of items) {
      expect(legalBasis.length).toBeGreaterThan(0);
      expect(materials.length).toBeGreaterThan(0);
    }
    expect((await client.get('/api/catalogue/items/moon-base')).status).toBe(404);
  });

  it('pages through lists by keyset, each row once', async () => {
    const { clerk } = desks;
    for (let index = 0; index < 5; index += 1) await clerk.openCase(caseOf([roadApplication()]));
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const path = `/api/cases?limit=2${after === '' ? '' : `&after=${after}`}`;
      const page = expectStatus(200, await clerk.get<{ rows: CaseView[]; next: string | null }>(path));
      seen.push(...page.rows.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect([...seen].sort().reverse()).toEqual(seen);
    expect((await clerk.get('/api/cases?limit=1000')).status).toBe(422);
  });

  it('sorts a department’s inbox by legal deadline', async () => {
    const { reviewers } = desks;
    const ids: string[] = [];
    for (const day of ['2023-03-20', '2023-03-06', '2023-03-13']) {
      product.clock.set(new Date(`${day}T01:00:00Z`));
      ids.push(await reviewedRoad(desks));
    }
    const inbox = (query: string) =>
      reviewers['traffic-police'].get<{ rows: ReviewTaskRow[]; next: string | null }>(
        `/api/review-tasks?status=pending${query}`,
      );
    await waitUntil('all tasks', async () => (await inbox('')).body.rows.length === 3);
    const first = expectStatus(200, await inbox('&limit=2'));
    const rest = expectStatus(200, await inbox(`&limit=2&after=${first.next}`));
    const dueOn = [...first.rows, ...rest.rows].map((row) => row.dueOn);
    expect(dueOn).toEqual([...dueOn].sort());
    expect(dueOn).toHaveLength(3);
  });

  it('finds a case by its number, within the caller’s scope', async () => {
    const { number } = await desks.clerk.openCase(caseOf([roadApplication()]));
    expect(number).toMatch(/^PLshaping-2023\d{4}-\d{3}$/);
    const find = async (client: Client) =>
      expectStatus(200, await client.get<{ rows: CaseView[] }>(`/api/cases?number=${number}`)).rows.length;
    expect(await find(desks.clerk)).toBe(1);
    expect(await find(await Client.signIn(product.url, 'other-clerk'))).toBe(0);
  });
});
