import { departmentsAsked, describeContent, describePermit } from '#workflow-kit/testing';
import { roadExcavation } from './workflow.js';

describePermit(roadExcavation, {
  factCombinations: 8,
  states: 1_149,
  transitions: 7_692,
  pathsToPermit: 3_518_706_960n,
});

const occupation = { id: '1', kind: 'occupation', unit: 'm2' as const, applied: '12.5', place: '南侧人行道' };
const excavation = { ...occupation, id: '2', kind: 'excavation', surface: 'asphalt' };
const form = { roadName: '演示路', roadClass: 'branch', purpose: '管线迁改', from: '2023-05-01', to: '2023-06-30' };
describeContent(roadExcavation, { form, lines: [occupation, excavation] });

describe('road-excavation asks', () => {
  it.each([
    ['occupation alone', {}, [occupation], ['municipal-works', 'traffic-police']],
    ['excavation', {}, [excavation], ['municipal-works', 'traffic-police', 'natural-resources']],
    ['green land', { touchesGreening: true }, [occupation], ['municipal-works', 'traffic-police', 'parks']],
    [
      'a road built less than five years ago',
      { completedOn: '2018-05-02' },
      [excavation],
      ['municipal-works', 'traffic-police', 'natural-resources', 'city-government'],
    ],
    [
      'a road overhauled three years ago to the day',
      { completedOn: '2010-01-01', overhauledOn: '2020-05-01' },
      [excavation],
      ['municipal-works', 'traffic-police', 'natural-resources'],
    ],
    ['a new road only occupied', { completedOn: '2022-05-02' }, [occupation], ['municipal-works', 'traffic-police']],
  ])('for %s', (_, changed, lines, departments) => {
    expect(departmentsAsked(roadExcavation, { form: { ...form, ...changed }, lines })).toEqual(departments);
  });
});
