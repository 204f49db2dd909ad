import type { CatalogueSource } from '#workflow-kit';
import { APPLICATION_FORM, POWER_OF_ATTORNEY } from '../shared-materials.js';

const REGULATION = '城市道路管理条例';

/** 占用、挖掘城市道路. Promised limit and materials vary by place and are marked. */
export const catalogue: CatalogueSource = {
  item: 'road-excavation',
  version: 1,
  position: 1,
  effectiveFrom: '2019-03-24',
  name: { zh: '占用、挖掘城市道路', en: 'Occupation and excavation of urban roads' },
  legalNature: 'permit',
  legalBasis: [
    { statute: REGULATION, article: '30', evidence: 'verified', effectiveFrom: '2019-03-24' },
    { statute: REGULATION, article: '31', evidence: 'verified', effectiveFrom: '2019-03-24' },
    { statute: REGULATION, article: '33', evidence: 'verified', effectiveFrom: '2019-03-24' },
  ],
  limits: {
    statutory: {
      workingDays: 20,
      basis: { statute: '行政许可法', article: '42(1)', evidence: 'verified', effectiveFrom: '2019-04-23' },
    },
    promised: { workingDays: 7, basis: { statute: '承诺时限', article: '-', evidence: 'unverified' } },
  },
  materials: [
    APPLICATION_FORM,
    {
      id: 'planning-document',
      name: { zh: '规划批准文件', en: 'Planning document' },
      required: 'conditional',
      condition: { zh: '挖掘城市道路的', en: 'when a road is excavated' },
      shared: true,
      evidence: 'verified',
    },
    {
      id: 'construction-design',
      name: { zh: '设计及施工图', en: 'Design and construction drawings' },
      required: 'always',
      shared: true,
      evidence: 'verified',
    },
    {
      id: 'position-plan',
      name: { zh: '占用、挖掘位置及面积图', en: 'Plan of position and area' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'traffic-plan',
      name: { zh: '施工组织与交通疏导方案', en: 'Construction and traffic plan' },
      required: 'always',
      shared: true,
      evidence: 'secondary',
    },
    POWER_OF_ATTORNEY,
  ],
  lineKinds: [
    { kind: 'occupation', unit: 'm2', name: { zh: '占用', en: 'Occupation' } },
    { kind: 'excavation', unit: 'm2', name: { zh: '挖掘', en: 'Excavation' } },
  ],
  headline: {
    unit: 'm2',
    kinds: ['occupation', 'excavation'],
    phrase: { zh: '占用挖掘城市道路', en: 'urban road occupied and excavated' },
    unitName: '平方米',
    inTenThousands: false,
  },
  numbering: { agencyMark: '钦审批', sectionMark: '路' },
};
