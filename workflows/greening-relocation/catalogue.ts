import type { CatalogueSource } from '#workflow-kit';
import { APPLICATION_FORM, POWER_OF_ATTORNEY } from '../shared-materials.js';

/** 占用、移植绿化. Promised limit and materials vary by place and are marked. */
export const catalogue: CatalogueSource = {
  item: 'greening-relocation',
  version: 1,
  position: 2,
  effectiveFrom: '2019-04-23',
  name: { zh: '占用城市绿地、移植绿化', en: 'Occupation of green land and transplanting of greening' },
  legalNature: 'permit',
  legalBasis: [
    { statute: '城市绿化条例', article: '19', evidence: 'verified' },
    { statute: '行政许可法', article: '42(1)', evidence: 'verified', effectiveFrom: '2019-04-23' },
  ],
  limits: {
    statutory: {
      workingDays: 20,
      basis: { statute: '行政许可法', article: '42(1)', evidence: 'verified', effectiveFrom: '2019-04-23' },
    },
    promised: { workingDays: 5, basis: { statute: '承诺时限', article: '-', evidence: 'unverified' } },
  },
  materials: [
    APPLICATION_FORM,
    {
      id: 'greening-design',
      name: { zh: '绿化设计及现状图', en: 'Greening design and plan of what is there' },
      required: 'always',
      shared: true,
      evidence: 'secondary',
    },
    {
      id: 'restoration-agreement',
      name: { zh: '恢复绿化协议（含时限和方案）', en: 'Restoration agreement with time and plan' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'position-plan',
      name: { zh: '占用、移植位置及面积图', en: 'Plan of position and area' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'planning-document',
      name: { zh: '规划批准文件', en: 'Planning document' },
      required: 'conditional',
      condition: { zh: '永久改变绿地用途的', en: 'when green land is given up for good' },
      shared: true,
      evidence: 'unverified',
    },
    POWER_OF_ATTORNEY,
  ],
  lineKinds: [
    { kind: 'transplanting', unit: 'm2', name: { zh: '移植绿化', en: 'Transplanting' } },
    { kind: 'replanting', unit: 'm2', name: { zh: '补植绿化', en: 'Replanting' } },
  ],
  headline: {
    unit: 'm2',
    kinds: ['transplanting'],
    phrase: { zh: '移植绿化', en: 'greening transplanted' },
    unitName: '平方米',
    inTenThousands: true,
  },
  numbering: { agencyMark: '钦审批', sectionMark: '绿' },
};
