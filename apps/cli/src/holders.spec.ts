import type { ApplicationView } from '#contracts';
import { holdersOf } from './holders.js';

const OF = { owner: { uscc: '91350100M000100Y43', name: '业主' }, windowId: 'luwu' };

const review = (branch: string, cycle: number, status: string): ApplicationView['reviews'][number] => ({
  branch,
  departmentId: `${branch}-department`,
  cycle,
  status,
  requestedAt: '2023-03-06T01:30:00Z',
  answeredAt: null,
  reviewerName: null,
  opinion: null,
});

const ids = (state: string, reviews: ApplicationView['reviews'] = []) =>
  holdersOf({ state, reviews }, OF).map(({ kind, id }) => `${kind}:${id}`);

describe('who holds an application', () => {
  it('is the owner, the window or nobody, by its state', () => {
    expect(ids('draft')).toEqual([`owner:${OF.owner.uscc}`]);
    expect(ids('awaitingCorrection')).toEqual([`owner:${OF.owner.uscc}`]);
    expect(ids('checking')).toEqual(['window:luwu']);
    expect(ids('granted')).toEqual([]);
  });

  it('is every department that still has to answer, and the owner for what was returned', () => {
    const answered = [review('road', 1, 'pending'), review('traffic', 1, 'approved'), review('green', 1, 'returned')];
    expect(ids('underReview', answered)).toEqual(['department:road-department', `owner:${OF.owner.uscc}`]);
    expect(ids('underReview', [...answered, review('green', 2, 'pending')])).toEqual([
      'department:road-department',
      'department:green-department',
    ]);
  });
});
