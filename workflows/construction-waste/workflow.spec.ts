import { departmentsAsked, describeContent, describePermit } from '#workflow-kit/testing';
import { constructionWaste } from './workflow.js';

describePermit(constructionWaste, {
  factCombinations: 16,
  states: 1_517,
  transitions: 9_740,
  pathsToPermit: 6_661_767_356n,
});

const waste = { unit: 'm3' as const, applied: '52000.5', waste: 'spoil' };
const discharge = { ...waste, id: '1', kind: 'discharge', place: '演示标段K20' };
const transport = { ...waste, id: '2', kind: 'transport', haulierUscc: '91350100M000100Y43', route: '便道，夜间禁行' };
const disposal = { ...waste, id: '3', kind: 'disposal', place: '演示消纳场', landProof: '演示用地〔2023〕1号' };
const form = { siteName: '演示标段', treatmentPlanNumber: '演示备2023-001', from: '2023-05-01', to: '2023-12-31' };
describeContent(constructionWaste, { form, lines: [discharge, transport, disposal] });

describe('construction-waste asks', () => {
  it.each([
    ['discharge alone', {}, [discharge], ['sanitation']],
    ['discharge and transport', {}, [discharge, transport], ['sanitation', 'traffic-police']],
    ['all three roles', {}, [discharge, transport, disposal], ['sanitation', 'traffic-police', 'natural-resources']],
    ['a site beside water', { byWater: true }, [disposal], ['sanitation', 'natural-resources', 'water']],
    ['water, but no disposal', { byWater: true }, [discharge], ['sanitation']],
    ['polluted waste', { polluted: true }, [discharge], ['sanitation', 'ecology']],
  ])('for %s', (_, changed, lines, departments) => {
    expect(departmentsAsked(constructionWaste, { form: { ...form, ...changed }, lines })).toEqual(departments);
  });

  it('names a haulier whose credit code has a wrong check character', () => {
    const lines = [{ ...transport, haulierUscc: '91350100M000100Y4Z' }];
    expect(() => constructionWaste.readContent({ form, lines })).toThrow('/lines/0/haulierUscc');
  });

  it('counts in its headline what is discharged, and no other role', () => {
    expect(constructionWaste.catalogue.headline.kinds).toEqual(['discharge']);
  });
});
