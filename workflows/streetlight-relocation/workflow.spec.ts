import { departmentsAsked, describeContent, describePermit } from '#workflow-kit/testing';
import { streetlightRelocation } from './workflow.js';

describePermit(streetlightRelocation, {
  factCombinations: 4,
  states: 293,
  transitions: 1_644,
  pathsToPermit: 4_483_860n,
});

const place = '演示路K1+200';
const pole = { id: '1', kind: 'pole', unit: 'pole' as const, applied: '6', place, destination: '演示路北侧' };
const lamp = { id: '2', kind: 'lamp', unit: 'lamp' as const, applied: '12', place };
const cable = { id: '3', kind: 'cable', unit: 'm' as const, applied: '180.5', place, laying: 'buried' };
const form = {
  roadName: '演示路',
  purpose: '桥梁施工',
  from: '2023-05-01',
  to: '2023-06-30',
  temporaryLighting: '每30米设临时灯一盏',
  contractor: '演示安装公司',
  electricalLicence: '演示-0001',
};
describeContent(streetlightRelocation, { form, lines: [pole, lamp, cable] });

describe('streetlight-relocation asks', () => {
  it.each([
    ['poles alone', {}, ['lighting', 'power-supply']],
    ['a trench', { digs: true }, ['lighting', 'power-supply', 'municipal-works']],
    ['an occupied lane', { occupiesRoad: true }, ['lighting', 'power-supply', 'traffic-police']],
  ])('for %s', (_, changed, departments) => {
    const content = { form: { ...form, ...changed }, lines: [pole] };
    expect(departmentsAsked(streetlightRelocation, content)).toEqual(departments);
  });

  it('no licence: the item is another administrative power', () => {
    expect(streetlightRelocation.catalogue.legalNature).toBe('otherPower');
  });
});
