import type { OpenCase } from '#contracts';
import { OWNER } from '../support/app.js';

type NewApplication = OpenCase['applications'][number];

/** A road application with one excavated and one occupied area. */
export function roadApplication(applied = '100.50'): NewApplication {
  return {
    item: 'road-excavation',
    form: {
      roadName: '演示大道',
      roadClass: 'main',
      purpose: '运河管线迁改',
      from: '2023-03-01',
      to: '2023-04-30',
      touchesGreening: false,
    },
    lines: [
      { id: '1', kind: 'excavation', unit: 'm2', applied, place: 'K1+200', surface: 'asphalt' },
      { id: '2', kind: 'occupation', unit: 'm2', applied: '20', place: 'K1+200' },
    ],
  };
}

/** A case with the given applications, received at once by default. */
export function caseOf(applications: NewApplication[], overrides: Partial<OpenCase> = {}): OpenCase {
  return {
    townCode: '450721114',
    owner: OWNER,
    project: { code: '2208-450000-04-01-123456', name: '平陆运河测试项目' },
    materials: [],
    applications,
    received: true,
    synthetic: true,
    ...overrides,
  };
}
