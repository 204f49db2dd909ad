import type { CatalogueSource } from '#workflow-kit';
import { APPLICATION_FORM, POWER_OF_ATTORNEY } from '../shared-materials.js';

/**
 * 迁移路灯. Not on the national list of permits as far as is known, so the limit is a rule of another city that Qinzhou may
 * or may not share, and `effectiveFrom` is only the first year this catalogue serves.
 */
export const catalogue: CatalogueSource = {
  item: 'streetlight-relocation',
  version: 1,
  position: 4,
  effectiveFrom: '2023-01-01',
  name: { zh: '迁移城市路灯', en: 'Relocation of streetlights' },
  legalNature: 'otherPower',
  legalBasis: [
    { statute: '城市照明管理规定', article: '28', evidence: 'secondary' },
    { statute: '城市照明管理规定', article: '32', evidence: 'secondary' },
  ],
  limits: {
    statutory: { workingDays: 10, basis: { statute: '地方城市照明管理规定', article: '-', evidence: 'unverified' } },
  },
  materials: [
    APPLICATION_FORM,
    {
      id: 'construction-approval',
      name: { zh: '建设工程批准文件', en: 'Approval of the construction works' },
      required: 'always',
      shared: true,
      evidence: 'secondary',
    },
    {
      id: 'electrical-licence',
      name: { zh: '施工单位电力设施许可证', en: 'Electrical licence of the contractor' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'lighting-plan',
      name: { zh: '临时照明、保护及恢复方案', en: 'Plan of temporary lighting, protection and restoration' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    {
      id: 'funding-proof',
      name: { zh: '资金证明', en: 'Proof of funds' },
      required: 'always',
      shared: false,
      evidence: 'secondary',
    },
    POWER_OF_ATTORNEY,
  ],
  lineKinds: [
    { kind: 'pole', unit: 'pole', name: { zh: '迁移灯杆', en: 'Poles moved' } },
    { kind: 'lamp', unit: 'lamp', name: { zh: '灯具', en: 'Lamps' } },
    { kind: 'cable', unit: 'm', name: { zh: '电缆', en: 'Cable' } },
  ],
  headline: {
    unit: 'pole',
    kinds: ['pole'],
    phrase: { zh: '迁移路灯', en: 'streetlights moved' },
    unitName: '杆',
    inTenThousands: false,
  },
  numbering: { agencyMark: '钦审批', sectionMark: '灯' },
};
