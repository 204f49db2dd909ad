import type { CatalogueSource } from '#workflow-kit';
import { APPLICATION_FORM, POWER_OF_ATTORNEY } from '../shared-materials.js';

/** 迁移、砍伐树木. Felled trees are counted apart from the trees that were moved. */
export const catalogue: CatalogueSource = {
  item: 'tree-relocation',
  version: 1,
  position: 3,
  effectiveFrom: '2019-04-23',
  name: { zh: '迁移、砍伐城市树木', en: 'Relocation and felling of trees' },
  legalNature: 'permit',
  legalBasis: [
    { statute: '城市绿化条例', article: '20', evidence: 'verified' },
    { statute: '城市绿化条例', article: '24', evidence: 'verified' },
    { statute: '森林法', article: '56', evidence: 'verified' },
    { statute: '古树名木保护条例', article: '15', evidence: 'verified' },
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
      id: 'tree-list',
      name: { zh: '树木清单（树种、胸径、位置、株数）', en: 'List of trees: species, DBH, position, number' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'relocation-plan',
      name: { zh: '迁移和养护方案', en: 'Plan of relocation and care' },
      required: 'always',
      shared: false,
      evidence: 'verified',
    },
    {
      id: 'position-plan',
      name: { zh: '树木位置图', en: 'Plan of positions' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'expert-opinion',
      name: { zh: '专家论证意见', en: 'Opinion of experts' },
      required: 'conditional',
      condition: { zh: '涉及古树名木的', en: 'when ancient or famous trees are concerned' },
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'forest-land-document',
      name: { zh: '使用林地批准文件', en: 'Approval to use forest land' },
      required: 'conditional',
      condition: { zh: '树木在林地上的', en: 'when the trees stand on forest land' },
      shared: true,
      evidence: 'unverified',
    },
    POWER_OF_ATTORNEY,
  ],
  lineKinds: [
    { kind: 'relocation', unit: 'tree', name: { zh: '迁移', en: 'Relocation' } },
    { kind: 'felling', unit: 'tree', name: { zh: '砍伐', en: 'Felling' } },
  ],
  headline: {
    unit: 'tree',
    kinds: ['relocation'],
    phrase: { zh: '迁移树木', en: 'trees moved' },
    unitName: '棵',
    inTenThousands: false,
  },
  numbering: { agencyMark: '钦审批', sectionMark: '树' },
};
