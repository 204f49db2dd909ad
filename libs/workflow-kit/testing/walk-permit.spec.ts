import { z } from 'zod';
import { lineSchema } from '#contracts';
import {
  definePermit,
  departmentReview,
  type PermitDefinition,
  type PermitMachine,
  type PermitSource,
  permitSetup,
} from '../index.js';
import { BRANCH_MATRIX, departuresFromBranch, departuresFromProcedure, PROCEDURE_MATRIX } from './expected-matrix.js';
import { walkPermit } from './walk-permit.js';

const source: PermitSource<'digs', z.ZodObject<{ digs: z.ZodBoolean }>> = {
  catalogue: {
    item: 'sample-item',
    version: 1,
    position: 1,
    effectiveFrom: '2023-01-01',
    name: { zh: '示例', en: 'Sample' },
    legalNature: 'permit',
    legalBasis: [{ statute: '示例', article: '1', evidence: 'unverified' }],
    limits: { statutory: { workingDays: 20, basis: { statute: '示例', article: '1', evidence: 'unverified' } } },
    materials: [],
    lineKinds: [{ kind: 'area', unit: 'm2', name: { zh: '面积', en: 'Area' } }],
    headline: {
      unit: 'm2',
      kinds: ['area'],
      phrase: { zh: '示例', en: 'sample' },
      unitName: '平方米',
      inTenThousands: false,
    },
    numbering: { agencyMark: '示', sectionMark: '例' },
  },
  form: z.strictObject({ digs: z.boolean() }),
  line: lineSchema('area', 'm2', {}),
  facts: ({ form }) => ({ digs: form.digs }),
  underReview: {
    works: departmentReview('works', { lead: true }),
    police: departmentReview('police', { when: 'digs' }),
  },
};
const sound = definePermit(source);

/** A branch that is asked again after its approval, and ends without waiting for the answer. */
const forgetfulRegion = permitSetup.createStateConfig({
  initial: 'pending',
  states: {
    pending: {
      entry: { type: 'nextCycle', params: { branch: 'works' } },
      on: { 'review.approved': 'asked' },
    },
    asked: {
      on: { 'owner.resubmitted': { target: 'ended', actions: { type: 'nextCycle', params: { branch: 'works' } } } },
    },
    ended: { type: 'final' },
  },
});

type Config = PermitMachine['config'];
type States = NonNullable<Config['states']>;

/** The sound item with one state of its statechart changed. */
function broken(change: (states: States) => States): PermitDefinition {
  const { config } = sound.machine;
  const machine = permitSetup.createMachine({ ...config, states: change(config.states ?? {}) } as never);
  return { ...sound, machine: machine as unknown as PermitMachine };
}

describe('walkPermit', () => {
  it('finds nothing wrong with a sound item, and counts it by hand-checkable figures', () => {
    const walk = walkPermit(sound);
    expect(walk).toMatchObject({ deadEnds: [], unapprovedPermits: [], forgeriesTaken: [] });
    expect(walk.counts.factCombinations).toBe(2);
    // One branch: approved at once or after a return, 2. Two: 2 orders without a return, 2 × 4 with one, 20 with both.
    // A path to review is direct or by `submitted`, and then without a correction or with one to either content.
    const review = { one: 2n, two: 2n + 2n * 4n + 20n };
    expect(walk.counts.pathsToPermit).toBe(2n * (review.one + review.two) + 2n * 2n * (review.one + review.two));
  });

  it('finds a permit issued from checking', () => {
    const walk = walkPermit(
      broken((states) => ({
        ...states,
        checking: { ...states['checking'], on: { 'clerk.accepted': '#permit.granted' } } as never,
      })),
    );
    expect(walk.unapprovedPermits).toContain('checking: clerk.accepted without works, police');
  });

  it('finds a permit issued when one branch of two has approved', () => {
    const walk = walkPermit(
      broken((states) => ({
        ...states,
        underReview: { ...states['underReview'], on: { 'review.approved': '#permit.granted' } } as never,
      })),
    );
    expect(walk.unapprovedPermits.some((permit) => permit.endsWith('without works'))).toBe(true);
  });

  it('finds a permit that still counts an approval of an earlier cycle', () => {
    const works = definePermit({
      ...source,
      underReview: { works: { ...departmentReview('works', { lead: true }), region: () => forgetfulRegion } },
    });
    expect(walkPermit(works).unapprovedPermits).toContain(
      '{"underReview":{"works":"asked"}}: owner.resubmitted(works) without works',
    );
  });

  it('finds a state without an exit', () => {
    const walk = walkPermit(broken((states) => ({ ...states, awaitingCorrection: {} as never })));
    expect(walk.deadEnds).toEqual(['awaitingCorrection, noticed']);
  });

  it('finds an answer taken whatever its cycle and branch', () => {
    const walk = walkPermit(
      broken((states) => ({
        ...states,
        underReview: { ...states['underReview'], on: { 'review.refused': '#permit.refused' } } as never,
      })),
    );
    expect(walk.forgeriesTaken.some((forgery) => forgery.includes('of cycle 0 instead of 1'))).toBe(true);
    expect(walk.forgeriesTaken.some((forgery) => forgery.includes('noSuchBranch'))).toBe(true);
  });

  it('refuses to count paths through a loop that is no return', () => {
    const loop = broken((states) => ({
      ...states,
      submitted: { ...states['submitted'], on: { 'owner.submitted': 'draft', 'clerk.received': 'checking' } } as never,
    }));
    expect(() => walkPermit(loop)).toThrow('repeats without a return');
  });
});

describe('the rows of the expected matrix', () => {
  const branches = ['works', 'police'];

  it('agree with a sound item', () => {
    const { nodes } = walkPermit(sound);
    for (const row of Object.keys(PROCEDURE_MATRIX)) expect(departuresFromProcedure(nodes, row)).toEqual([]);
    for (const row of Object.keys(BRANCH_MATRIX)) expect(departuresFromBranch(nodes, row, branches)).toEqual([]);
  });

  it('differ where the statechart takes what a row refuses, or refuses what it accepts', () => {
    const { nodes } = walkPermit(
      broken((states) => ({
        ...states,
        submitted: { ...states['submitted'], on: { 'clerk.accepted': 'underReview' } } as never,
      })),
    );
    expect(departuresFromProcedure(nodes, 'submitted')).toEqual([
      'submitted: clerk.received is refused instead of accepted',
      'submitted: clerk.accepted is accepted instead of refused',
      'submitted: owner.withdrew is refused instead of accepted',
    ]);
    expect(departuresFromProcedure(nodes, 'draft')).toEqual([]);
  });

  it('differ where a branch takes what its row refuses', () => {
    const works = definePermit({
      ...source,
      underReview: { works: { ...departmentReview('works', { lead: true }), region: () => forgetfulRegion } },
    });
    const { nodes } = walkPermit(works);
    expect(departuresFromBranch(nodes, 'pending', ['works'])).toContain(
      '{"underReview":{"works":"pending"}}: review.returned(works) is refused instead of accepted',
    );
  });

  it('differ where the statechart has lost a state', () => {
    const { nodes } = walkPermit(
      broken((states) => ({ ...states, draft: { ...states['draft'], on: { 'clerk.received': 'checking' } } as never })),
    );
    expect(departuresFromProcedure(nodes, 'submitted')).toEqual(['no state is submitted']);
  });
});
