import { departmentSchema, townSchema, windowSchema } from '#contracts';
import { permitItems } from '#workflows';
import { DEPARTMENTS, TOWNS, UNVERIFIED_TOWNS, VERIFIED_TOWNS, WINDOWS } from './index.js';

describe('catalogue seed', () => {
  it('meets the contracts, each id once', () => {
    for (const town of TOWNS) townSchema.parse(town);
    for (const window of WINDOWS) windowSchema.parse(window);
    for (const department of DEPARTMENTS) departmentSchema.parse(department);
    for (const ids of [TOWNS.map(({ code }) => code), [...WINDOWS, ...DEPARTMENTS].map(({ id }) => id)]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('keeps what is verified apart from what is not', () => {
    expect(VERIFIED_TOWNS.map(({ name }) => name.zh)).toEqual(['沙坪镇', '旧州镇', '陆屋镇']);
    expect(UNVERIFIED_TOWNS.every(({ evidence }) => evidence === 'unverified')).toBe(true);
  });

  it('has a window in every town, and every department any item asks', () => {
    expect(WINDOWS.map(({ townCode }) => townCode)).toEqual(TOWNS.map(({ code }) => code));
    expect(DEPARTMENTS.map(({ id }) => id).sort()).toEqual(permitItems.departmentIds());
  });
});
