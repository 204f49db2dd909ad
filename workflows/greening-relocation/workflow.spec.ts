import { departmentsAsked, describeContent, describePermit } from '#workflow-kit/testing';
import { greeningRelocation } from './workflow.js';

describePermit(greeningRelocation, { factCombinations: 4, states: 101, transitions: 428, pathsToPermit: 22_280n });

const transplanting = {
  id: '1',
  kind: 'transplanting',
  unit: 'm2' as const,
  applied: '1200.5',
  place: '演示路北侧绿地',
  vegetation: 'shrubs',
  destination: '演示苗圃',
};
const replanting = {
  id: '2',
  kind: 'replanting',
  unit: 'm2' as const,
  applied: '900',
  place: '北岸',
  vegetation: 'lawn',
};
const form = {
  siteName: '演示绿地',
  purpose: '航道开挖',
  from: '2023-05-01',
  to: '2023-12-31',
  permanent: false,
  restoration: '完工后按原样恢复',
};
describeContent(greeningRelocation, { form, lines: [transplanting, replanting] });

describe('greening-relocation asks', () => {
  it.each([
    ['green land returned afterwards', {}, ['parks']],
    ['green land given up for good', { permanent: true }, ['parks', 'natural-resources']],
    ['works along a road', { alongRoad: true }, ['parks', 'traffic-police']],
    ['both', { permanent: true, alongRoad: true }, ['parks', 'natural-resources', 'traffic-police']],
  ])('for %s', (_, changed, departments) => {
    const content = { form: { ...form, ...changed }, lines: [transplanting] };
    expect(departmentsAsked(greeningRelocation, content)).toEqual(departments);
  });
});
