import { departmentsAsked, describeContent, describePermit } from '#workflow-kit/testing';
import { treeRelocation } from './workflow.js';

describePermit(treeRelocation, { factCombinations: 8, states: 381, transitions: 2_060, pathsToPermit: 8_111_052n });

const trees = { id: '1', unit: 'tree' as const, applied: '40', species: '小叶榕', dbh: '20to30', position: 'K12+300' };
const relocation = { ...trees, kind: 'relocation', standsOn: 'greenLand', destination: '演示公园' };
const felling = { ...trees, id: '2', kind: 'felling', standsOn: 'greenLand', replanting: '伐一补二' };
const form = {
  siteName: '演示工区',
  purpose: '航道开挖',
  from: '2023-05-01',
  to: '2023-06-30',
  projectClass: 'nationalKey',
  care: '带土球移植，养护一年',
};
describeContent(treeRelocation, { form, lines: [relocation, felling] });

describe('tree-relocation asks', () => {
  it.each([
    ['urban green land', {}, [relocation], ['parks']],
    ['forest land', {}, [relocation, { ...felling, standsOn: 'forestLand' }], ['parks', 'forestry']],
    ['a roadside', {}, [{ ...relocation, standsOn: 'roadside' }], ['parks', 'traffic-police']],
    ['an ancient tree', { ancientTrees: 'grade3' }, [relocation], ['parks', 'city-government']],
  ])('for %s', (_, changed, lines, departments) => {
    expect(departmentsAsked(treeRelocation, { form: { ...form, ...changed }, lines })).toEqual(departments);
  });
});
