import type { PermitEventType } from '../index.js';
import type { WalkNode } from './walk-node.js';

/** What one state takes and what it refuses; together they name every event. */
export interface ExpectedRow {
  readonly accepts: readonly PermitEventType[];
  readonly refuses: readonly PermitEventType[];
}

/** Every event there is, and whether it concerns the application as a whole or one branch of its review. */
export const CONCERNS: Readonly<Record<PermitEventType, 'procedure' | 'branch'>> = {
  'owner.submitted': 'procedure',
  'clerk.received': 'procedure',
  'clerk.accepted': 'procedure',
  'clerk.correctionNoticed': 'procedure',
  'clerk.declined': 'procedure',
  'owner.corrected': 'procedure',
  'owner.withdrew': 'procedure',
  'owner.resubmitted': 'branch',
  'review.approved': 'branch',
  'review.returned': 'branch',
  'review.refused': 'branch',
};

/** The events that concern an application as a whole, in every state of the common procedure. */
export const PROCEDURE_MATRIX: Readonly<Record<string, ExpectedRow>> = {
  draft: {
    accepts: ['owner.submitted', 'clerk.received', 'owner.withdrew'],
    refuses: ['clerk.accepted', 'clerk.correctionNoticed', 'clerk.declined', 'owner.corrected'],
  },
  submitted: {
    accepts: ['clerk.received', 'owner.withdrew'],
    refuses: ['owner.submitted', 'clerk.accepted', 'clerk.correctionNoticed', 'clerk.declined', 'owner.corrected'],
  },
  checking: {
    accepts: ['clerk.accepted', 'clerk.correctionNoticed', 'clerk.declined', 'owner.withdrew'],
    refuses: ['owner.submitted', 'clerk.received', 'owner.corrected'],
  },
  'awaitingCorrection, noticed': {
    accepts: ['owner.corrected', 'owner.withdrew'],
    refuses: ['owner.submitted', 'clerk.received', 'clerk.accepted', 'clerk.correctionNoticed', 'clerk.declined'],
  },
  'checking, noticed': {
    accepts: ['clerk.accepted', 'clerk.declined', 'owner.withdrew'],
    refuses: ['owner.submitted', 'clerk.received', 'clerk.correctionNoticed', 'owner.corrected'],
  },
  underReview: {
    accepts: ['owner.withdrew'],
    refuses: [
      'owner.submitted',
      'clerk.received',
      'clerk.accepted',
      'clerk.correctionNoticed',
      'clerk.declined',
      'owner.corrected',
    ],
  },
  granted: ended(),
  refused: ended(),
  notAccepted: ended(),
  withdrawn: ended(),
};

/** The events that concern one branch, in every state of that branch's review; outside a review all are refused. */
export const BRANCH_MATRIX: Readonly<Record<string, ExpectedRow>> = {
  pending: {
    accepts: ['review.approved', 'review.returned', 'review.refused'],
    refuses: ['owner.resubmitted'],
  },
  returned: {
    accepts: ['owner.resubmitted'],
    refuses: ['review.approved', 'review.returned', 'review.refused'],
  },
  approved: {
    accepts: [],
    refuses: ['review.approved', 'review.returned', 'review.refused', 'owner.resubmitted'],
  },
  notRequired: {
    accepts: [],
    refuses: ['review.approved', 'review.returned', 'review.refused', 'owner.resubmitted'],
  },
};

function ended(): ExpectedRow {
  return {
    accepts: [],
    refuses: [
      'owner.submitted',
      'clerk.received',
      'clerk.accepted',
      'clerk.correctionNoticed',
      'clerk.declined',
      'owner.corrected',
      'owner.withdrew',
    ],
  };
}

/** The row of the procedure's matrix a walked state belongs to. */
export function procedureRow({ value, correctionNoticed }: WalkNode): string {
  if (typeof value !== 'string') return 'underReview';
  return correctionNoticed && `${value}, noticed` in PROCEDURE_MATRIX ? `${value}, noticed` : value;
}

/** The labels a walked state must accept: those of the procedure, and of each branch by where its review stands. */
export function expectedAccepts(node: WalkNode, branches: readonly string[]): string[] {
  return [
    ...(PROCEDURE_MATRIX[procedureRow(node)]?.accepts ?? []),
    ...branches.flatMap((branch) =>
      (BRANCH_MATRIX[branchRow(node, branch)]?.accepts ?? []).map((type) => `${type}(${branch})`),
    ),
  ].sort();
}

/**
 * Where the walked states of one row of {@link PROCEDURE_MATRIX} differ from it, in words; empty if they all take and
 * refuse what the row says. A row that no walked state belongs to differs too.
 */
export function departuresFromProcedure(nodes: readonly WalkNode[], row: string): string[] {
  const belonging = nodes.filter((node) => procedureRow(node) === row);
  if (belonging.length === 0) return [`no state is ${row}`];
  return distinct(belonging.flatMap((node) => departures(node, PROCEDURE_MATRIX[row])));
}

/** The same for a row of {@link BRANCH_MATRIX}, over every branch whose review stands there in any walked state. */
export function departuresFromBranch(nodes: readonly WalkNode[], row: string, branches: readonly string[]): string[] {
  const belonging = nodes.flatMap((node) =>
    branches.flatMap((branch) => (branchRow(node, branch) === row ? [{ node, branch }] : [])),
  );
  if (belonging.length === 0) return [`no branch is ${row}`];
  return distinct(belonging.flatMap(({ node, branch }) => departures(node, BRANCH_MATRIX[row], branch)));
}

function branchRow({ value }: WalkNode, branch: string): string {
  const regions = typeof value === 'string' ? {} : (value as { underReview: Record<string, string> }).underReview;
  return regions[branch] ?? 'notRequired';
}

/** What the statechart did with each event in this state, held against the row; an event the row forgets differs. */
function departures(node: WalkNode, row: ExpectedRow | undefined, branch?: string): string[] {
  return Object.entries(CONCERNS).flatMap(([type, concern]) => {
    if (concern !== (branch === undefined ? 'procedure' : 'branch')) return [];
    const label = branch === undefined ? type : `${type}(${branch})`;
    const expected = verdict(
      row?.accepts.some((name) => name === type),
      row?.refuses.some((name) => name === type),
    );
    const seen = verdict(node.accepts.has(label), node.refuses.has(label));
    return seen === expected ? [] : [`${node.state}: ${label} is ${seen} instead of ${expected}`];
  });
}

function verdict(accepts = false, refuses = false): string {
  if (accepts === refuses) return accepts ? 'both accepted and refused' : 'neither accepted nor refused';
  return accepts ? 'accepted' : 'refused';
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
