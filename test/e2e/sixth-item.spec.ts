import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TotalsView } from '#contracts';
import { PermitRegistry } from '#workflow-kit';
import { loadPermitItems, permitItems } from '#workflows';
import { caseOf } from '../builders/case.builder.js';
import { startApp, type TestApp } from '../support/app.js';
import { Client, expectStatus } from '../support/client.js';
import { waitUntil } from '../support/wait-until.js';

/** What the how-to asks for: one folder, one file is enough. */
const MADE_UP_ITEM = `
import { z } from 'zod';
import { lineSchema } from '#contracts';
import { definePermit, departmentReview } from '#workflow-kit';

export const pontoonMooring = definePermit({
  catalogue: {
    item: 'pontoon-mooring',
    version: 1,
    position: 6,
    effectiveFrom: '2023-01-01',
    name: { zh: '设置趸船（虚构事项）', en: 'Pontoon mooring (made up)' },
    legalNature: 'permit',
    legalBasis: [{ statute: '虚构规定', article: '1', evidence: 'unverified' }],
    limits: { statutory: { workingDays: 20, basis: { statute: '行政许可法', article: '42(1)', evidence: 'verified' } } },
    materials: [
      { id: 'application-form', name: { zh: '申请书', en: 'Form' }, required: 'always', shared: false, evidence: 'unverified' },
    ],
    lineKinds: [{ kind: 'pontoon', unit: 'm', name: { zh: '趸船', en: 'Pontoon' } }],
    headline: {
      unit: 'm',
      kinds: ['pontoon'],
      phrase: { zh: '设置趸船', en: 'pontoons moored' },
      unitName: '米',
      inTenThousands: false,
    },
    numbering: { agencyMark: '钦审批', sectionMark: '趸' },
  },
  form: z.strictObject({ berth: z.string().min(2), nearLock: z.boolean() }),
  line: lineSchema('pontoon', 'm', { place: z.string() }),
  facts: ({ form }) => ({ nearLock: form.nearLock }),
  underReview: {
    water: departmentReview('water', { lead: true }),
    navigation: departmentReview('navigation', { when: 'nearLock' }),
  },
});
`;

describe('a sixth permit item', () => {
  let folder: string;
  let product: TestApp;

  beforeAll(async () => {
    // Below the project, so that the item's imports mean the project's libraries.
    folder = await mkdtemp(join(process.cwd(), 'test', 'made-up-'));
    await mkdir(join(folder, 'pontoon-mooring'));
    await writeFile(join(folder, 'pontoon-mooring', 'workflow.ts'), MADE_UP_ITEM);
    const items = new PermitRegistry([...permitItems.all(), ...(await loadPermitItems(folder))]);
    product = await startApp('redis', items);
    product.clock.set(new Date('2023-06-01T01:00:00Z'));
  });
  afterAll(async () => {
    await product.stop();
    await rm(folder, { recursive: true });
  });

  it('is one folder, and runs from the window to the permit and the total', async () => {
    const clerk = await Client.signIn(product.url, 'clerk');
    const manager = await Client.signIn(product.url, 'manager');
    const { applications } = await clerk.openCase(
      caseOf([
        {
          item: 'pontoon-mooring',
          form: { berth: '陆屋码头', nearLock: true },
          lines: [{ id: '1', kind: 'pontoon', unit: 'm', applied: '36.5', place: '左岸' }],
        },
      ]),
    );
    const id = applications[0]!.id;
    await clerk.send(id, { type: 'clerk.accepted' });
    for (const department of ['water', 'navigation']) {
      await (await Client.signIn(product.url, `reviewer-${department}`)).review(id, { result: 'approved' });
    }
    expect(await clerk.reached(id, 'granted')).toMatchObject({ permitNumber: '钦审批趸〔2023〕1号' });
    const total = await waitUntil('the total', async () => {
      const { totals } = expectStatus(200, await manager.get<TotalsView>('/api/totals?year=2023'));
      return totals.find(({ item, decisions }) => item === 'pontoon-mooring' && decisions === 1);
    });
    expect(total).toMatchObject({ approved: '36.5', printed: '36.5米' });
  });
});
