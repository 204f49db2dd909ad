import fc from 'fast-check';
import { isUscc, projectCodeSchema, usccCheckCharacter } from './identifier.js';

describe('unified social credit code (GB 32100-2015)', () => {
  it.each(['91350100M000100Y43', '11320000MB151840XJ', '12431123691806512C', '111101110000779648'])(
    '%s is valid',
    (code) => {
      expect(isUscc(code)).toBe(true);
    },
  );

  it.each(['91350100M000100Y4Z', '91350100M000100Y4', '91350100m000100y43', '9135010OM000100Y43', ''])(
    '%s is not',
    (code) => {
      expect(isUscc(code)).toBe(false);
    },
  );

  it('notices every single wrong character', () => {
    const charset = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const body = fc.array(fc.constantFrom(...charset), { minLength: 17, maxLength: 17 }).map((all) => all.join(''));
    fc.assert(
      fc.property(body, fc.nat(16), fc.constantFrom(...charset), (first17, at, other) => {
        const code = first17 + usccCheckCharacter(first17);
        fc.pre(code[at] !== other);
        expect(isUscc(code)).toBe(true);
        expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('project code (GB/T 40058-2021)', () => {
  it('is grouped 4-6-2-2-6', () => {
    expect(projectCodeSchema.safeParse('2208-450000-04-01-123456').success).toBe(true);
    expect(projectCodeSchema.safeParse('2208-450000-04-01-12345').success).toBe(false);
  });
});
