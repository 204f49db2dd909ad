import type { Town } from '#contracts';

const LINGSHAN = { zh: '灵山县', en: 'Lingshan County' };
const QINBEI = { zh: '钦北区', en: 'Qinbei District' };
const QINNAN = { zh: '钦南区', en: 'Qinnan District' };

/** Towns that published sources place on the canal. Codes: GB/T 2260 and its nine-digit town codes. */
export const VERIFIED_TOWNS = [
  { code: '450721114', name: { zh: '沙坪镇', en: 'Shaping' }, county: LINGSHAN, evidence: 'verified' },
  { code: '450721112', name: { zh: '旧州镇', en: 'Jiuzhou' }, county: LINGSHAN, evidence: 'verified' },
  { code: '450721111', name: { zh: '陆屋镇', en: 'Luwu' }, county: LINGSHAN, evidence: 'verified' },
] as const satisfies readonly Town[];

/** Towns that are likely on the canal but not verified (待核实): the code is right, the place on the line is not known. */
export const UNVERIFIED_TOWNS = [
  { code: '450703101', name: { zh: '平吉镇', en: 'Pingji' }, county: QINBEI, evidence: 'unverified' },
  { code: '450703102', name: { zh: '青塘镇', en: 'Qingtang' }, county: QINBEI, evidence: 'unverified' },
  { code: '450702107', name: { zh: '久隆镇', en: 'Jiulong' }, county: QINNAN, evidence: 'unverified' },
  { code: '450702100', name: { zh: '沙埠镇', en: 'Shabu' }, county: QINNAN, evidence: 'unverified' },
  { code: '450702005', name: { zh: '尖山街道', en: 'Jianshan' }, county: QINNAN, evidence: 'unverified' },
] as const satisfies readonly Town[];

/** All towns, the verified first. */
export const TOWNS: readonly Town[] = [...VERIFIED_TOWNS, ...UNVERIFIED_TOWNS];
