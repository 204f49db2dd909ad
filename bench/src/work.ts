import type { OpenCase, Opinion } from '#contracts';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';

/** The day of every run: the product's clock stands still on it, so that all totals fall into one month. */
export const NOW = new Date('2024-05-13T01:30:00Z');

/** The item of every lifecycle, and the three departments its excavation asks. */
export const ITEM = 'road-excavation';
export const DEPARTMENTS = [
  { branch: 'municipalWorks', departmentId: 'municipal-works' },
  { branch: 'trafficPolice', departmentId: 'traffic-police' },
  { branch: 'planning', departmentId: 'natural-resources' },
] as const;

/** Every tenth lifecycle is granted less than was applied for. */
const LESS_EVERY = 10;
const LESS = '7.25';

const PURPOSE = '运河周边道路管线迁改，施工期间半幅通行，夜间恢复交通，完工后按原结构层恢复路面并移交养护。';
const PLACE = '陆屋镇演示大道北侧人行道及非机动车道，自运河东岸跨线桥桥头起，至与镇政府路交叉口止';

/** The window that takes a lifecycle in. */
export function windowOf(index: number): { id: string; townCode: string } {
  const window = WINDOWS[index % WINDOWS.length];
  if (window === undefined) throw new Error('the catalogue has no windows');
  return window;
}

/** The body that opens the case of a lifecycle: about 1.5 KB of JSON, one application, received at once. */
export function openBody(index: number): OpenCase {
  return {
    townCode: windowOf(index).townCode,
    owner: { uscc: '91350100M000100Y43', name: `业主单位${index}` },
    project: { code: '2208-450000-04-01-123456', name: `运河周边工程第${index}标段` },
    agent: { name: '经办人', phone: '13800000000' },
    materials: ['application-form', 'owner-licence', 'agent-authorisation', 'planning-document', 'traffic-plan'],
    applications: [
      {
        item: ITEM,
        form: {
          roadName: '演示大道',
          roadClass: 'main',
          purpose: PURPOSE.repeat(6),
          from: '2024-06-01',
          to: '2024-08-31',
          touchesGreening: false,
        },
        lines: [
          { id: '1', kind: 'excavation', unit: 'm2', applied: appliedOf(index), place: PLACE, surface: 'asphalt' },
          { id: '2', kind: 'occupation', unit: 'm2', applied: '20', place: PLACE },
        ],
      },
    ],
    received: true,
    synthetic: false,
  };
}

/** What the department answers about a lifecycle. */
export function opinionOf(index: number, branch: string): Extract<Opinion, { result: 'approved' }> {
  const isLess = branch === 'municipalWorks' && index % LESS_EVERY === 0;
  return {
    result: 'approved',
    quantities: isLess ? [{ lineId: '1', approved: LESS }] : [],
    conditions: branch === 'municipalWorks' ? ['按期恢复路面'] : [],
  };
}

/** The exact totals of lifecycles `0` to `n - 1`, by measure, kind and town, in hundredths of a square metre. */
export function expectedTotals(n: number): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  const add = (key: string, quantity: string) => totals.set(key, (totals.get(key) ?? 0n) + hundredths(quantity));
  for (let index = 0; index < n; index += 1) {
    const { townCode } = windowOf(index);
    add(`applied|excavation|${townCode}`, appliedOf(index));
    add(`approved|excavation|${townCode}`, index % LESS_EVERY === 0 ? LESS : appliedOf(index));
    add(`applied|occupation|${townCode}`, '20');
    add(`approved|occupation|${townCode}`, '20');
  }
  return totals;
}

/** A decimal string as a whole number of hundredths. */
export function hundredths(quantity: string): bigint {
  const [whole = '0', fraction = ''] = quantity.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
}

function appliedOf(index: number): string {
  return `${10 + (index % 90)}.${String(10 + (index % 89))}`;
}
