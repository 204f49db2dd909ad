import type { CatalogueSource } from '#workflow-kit';
import { APPLICATION_FORM, POWER_OF_ATTORNEY } from '../shared-materials.js';

/**
 * 排放、运输、消纳建筑垃圾. The public headline names discharge and disposal but counts what is discharged: the same earth,
 * hauled and disposed of, would be counted three times.
 */
export const catalogue: CatalogueSource = {
  item: 'construction-waste',
  version: 1,
  position: 5,
  effectiveFrom: '2019-04-23',
  name: { zh: '城市建筑垃圾处置核准', en: 'Disposal of construction waste' },
  legalNature: 'permit',
  legalBasis: [
    { statute: '城市建筑垃圾管理规定', article: '7', evidence: 'verified' },
    { statute: '固体废物污染环境防治法', article: '63', evidence: 'verified' },
  ],
  limits: {
    statutory: { workingDays: 20, basis: { statute: '城市建筑垃圾管理规定', article: '7', evidence: 'verified' } },
    promised: { workingDays: 10, basis: { statute: '承诺时限', article: '-', evidence: 'unverified' } },
  },
  materials: [
    APPLICATION_FORM,
    {
      id: 'treatment-plan',
      name: { zh: '建筑垃圾处理方案备案表', en: 'Filing of the waste treatment plan' },
      required: 'always',
      shared: true,
      evidence: 'verified',
    },
    {
      id: 'haulage-contract',
      name: { zh: '与运输单位签订的合同', en: 'Contract with the haulier' },
      required: 'conditional',
      condition: { zh: '运输建筑垃圾的', en: 'when waste is hauled' },
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'haulier-licence',
      name: { zh: '道路运输经营许可证及车辆证件', en: 'Transport licence and papers of the vehicles' },
      required: 'conditional',
      condition: { zh: '运输建筑垃圾的', en: 'when waste is hauled' },
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'land-proof',
      name: { zh: '消纳场土地用途证明', en: 'Land-use proof of the disposal site' },
      required: 'conditional',
      condition: { zh: '消纳建筑垃圾的', en: 'when waste is disposed of' },
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'site-plan',
      name: { zh: '消纳场平面图、进场路线及设施', en: 'Site plan, access and equipment' },
      required: 'conditional',
      condition: { zh: '消纳建筑垃圾的', en: 'when waste is disposed of' },
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'recovery-plan',
      name: { zh: '分类和回收利用方案', en: 'Plan of sorting and recovery' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    POWER_OF_ATTORNEY,
  ],
  lineKinds: [
    { kind: 'discharge', unit: 'm3', name: { zh: '排放', en: 'Discharge' } },
    { kind: 'transport', unit: 'm3', name: { zh: '运输', en: 'Transport' } },
    { kind: 'disposal', unit: 'm3', name: { zh: '消纳', en: 'Disposal' } },
  ],
  headline: {
    unit: 'm3',
    kinds: ['discharge'],
    phrase: { zh: '排放、消纳建筑垃圾', en: 'construction waste discharged and disposed of' },
    unitName: '立方米',
    inTenThousands: true,
  },
  numbering: { agencyMark: '钦审批', sectionMark: '渣' },
};
