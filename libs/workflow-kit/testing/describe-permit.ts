/// <reference types="jest" />
import type { PermitDefinition } from '../index.js';
import {
  BRANCH_MATRIX,
  CONCERNS,
  departuresFromBranch,
  departuresFromProcedure,
  type ExpectedRow,
  expectedAccepts,
  PROCEDURE_MATRIX,
  procedureRow,
} from './expected-matrix.js';
import { type PermitWalk, type WalkCounts, walkPermit } from './walk-permit.js';

/**
 * Registers the tests every permit item must pass: each state accepts and refuses what the tables of
 * `expected-matrix.ts` say, an end can be reached from everywhere, no permit without every mandatory approval, no
 * forged event is taken; and the walk had the size the item's spec states.
 */
export function describePermit(definition: PermitDefinition, expected: WalkCounts): void {
  describe(`${definition.item}@${definition.version}`, () => {
    let walk: PermitWalk;
    beforeAll(() => {
      walk = walkPermit(definition);
    });

    describe('application', () => describeRows(PROCEDURE_MATRIX, (row) => departuresFromProcedure(walk.nodes, row)));
    describe('branch', () =>
      describeRows(BRANCH_MATRIX, (row) => departuresFromBranch(walk.nodes, row, branchesOf(definition))));
    it('accepts in every state what the tables say, and refuses everything else', () => {
      expectMatrix(definition, walk);
    });
    it('reaches an end from every state', () => expect(walk.deadEnds).toEqual([]));
    it('issues no permit without the approval of every mandatory branch in its current cycle', () => {
      expect(walk.unapprovedPermits).toEqual([]);
      expect(walk.nodes.some(({ granted }) => granted)).toBe(true);
    });
    it('takes no answer of another cycle or branch, and no decline without the right agency', () => {
      expect(walk.forgeriesTaken).toEqual([]);
    });
    it('takes one correction notice, never a second', () => {
      const again = walk.nodes.filter(({ accepts, correctionNoticed }) => {
        return correctionNoticed && accepts.has('clerk.correctionNoticed');
      });
      expect(again.map(({ state }) => state)).toEqual([]);
    });
    it(`was walked completely: ${expected.states} states, ${expected.transitions} transitions, ${expected.pathsToPermit} paths to a permit`, () => {
      expect(walk.counts).toEqual(expected);
    });
  });
}

/** One test per row, named so that the test report reads as the matrix; each asks the statechart that was walked. */
function describeRows(matrix: Readonly<Record<string, ExpectedRow>>, departures: (row: string) => string[]): void {
  for (const [state, { accepts, refuses }] of Object.entries(matrix)) {
    it(`${state}: accepts ${accepts.join(', ') || 'nothing'}; refuses ${refuses.join(', ') || 'nothing'}`, () => {
      expect(departures(state)).toEqual([]);
    });
  }
}

const branchesOf = ({ catalogue }: PermitDefinition): string[] => catalogue.branches.map(({ branch }) => branch);

function expectMatrix(definition: PermitDefinition, walk: PermitWalk): void {
  const branches = branchesOf(definition);
  const all = Object.entries(CONCERNS)
    .flatMap(([type, about]) => (about === 'branch' ? branches.map((branch) => `${type}(${branch})`) : [type]))
    .sort();
  for (const node of walk.nodes) {
    const accepts = expectedAccepts(node, branches);
    const refuses = all.filter((label) => !accepts.includes(label));
    const seen = { state: node.state, accepts: [...node.accepts].sort(), refuses: [...node.refuses].sort() };
    expect(seen).toEqual({ state: node.state, accepts, refuses });
  }
  expect(new Set(walk.nodes.map(procedureRow))).toEqual(new Set(Object.keys(PROCEDURE_MATRIX)));
}
