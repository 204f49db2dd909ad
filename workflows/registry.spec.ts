import { permitItems } from './index.js';

const entries = permitItems.all().map(({ catalogue }) => catalogue);

describe('permitItems', () => {
  it('offers the five items of the service window, and each item once', () => {
    const items = entries.map(({ item }) => item);
    expect(items).toEqual(
      expect.arrayContaining([
        'road-excavation',
        'greening-relocation',
        'tree-relocation',
        'streetlight-relocation',
        'construction-waste',
      ]),
    );
    expect(new Set(items).size).toBe(items.length);
  });

  it('numbers each item in a series of its own', () => {
    const series = entries.map(({ numbering }) => `${numbering.agencyMark}${numbering.sectionMark}`);
    expect(new Set(series).size).toBe(entries.length);
  });

  it('asks no department twice in one application', () => {
    for (const { branches } of entries) {
      expect(new Set(branches.map(({ departmentId }) => departmentId)).size).toBe(branches.length);
    }
  });

  it('counts every headline in the unit of its line kinds', () => {
    for (const { headline, lineKinds } of entries) {
      const counted = lineKinds.filter(({ kind }) => headline.kinds.includes(kind));
      expect(counted.map(({ unit }) => unit)).toEqual(headline.kinds.map(() => headline.unit));
    }
  });
});
