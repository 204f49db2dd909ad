import { type Advanced, advance, begin, EventRefused, type PermitDefinition } from '../index.js';
import { type Approvals, approvalsAfter, mandatoryBranches, standingApprovals } from './approvals.js';
import { countPermitPaths } from './count-paths.js';
import { contentWith, type Facts, factCombinations, type WalkEvent, walkEvents } from './walk-events.js';
import type { WalkNode } from './walk-node.js';

/** What a complete walk over a permit item's statechart found. */
export interface PermitWalk {
  readonly nodes: readonly WalkNode[];
  readonly starts: readonly WalkNode[];
  readonly counts: WalkCounts;
  /** States from which no end can be reached. */
  readonly deadEnds: readonly string[];
  /** Permits issued although a mandatory branch had not approved in its current cycle. */
  readonly unapprovedPermits: readonly string[];
  /** Forged events that were taken: a stale or future cycle, an unknown branch, an incomplete decline. */
  readonly forgeriesTaken: readonly string[];
}

/** The size of a walk. */
export interface WalkCounts {
  /** Combinations of the facts that decide which branches are asked. */
  readonly factCombinations: number;
  /** Distinct states: value and whether the correction notice was used; review cycles do not count as states. */
  readonly states: number;
  /** Distinct triples of state, event and state reached. */
  readonly transitions: number;
  /** Distinct paths to a permit, over all combinations of facts; see {@link countPermitPaths}. */
  readonly pathsToPermit: bigint;
}

interface Visit {
  readonly node: WalkNode;
  readonly advanced: Advanced;
  readonly approvals: Approvals;
}

/**
 * Explores an item's statechart completely: from a new application with each combination of facts, every event is
 * sent in every state that is reached, by `begin` and `advance` alone. Review cycles are counted from the cycle being
 * asked, so that a branch returned again and again is one state, not endlessly many.
 */
export function walkPermit(definition: PermitDefinition): PermitWalk {
  const visits = new Map<string, Visit>();
  const queue: Visit[] = [];
  const found = { unapprovedPermits: new Set<string>(), forgeriesTaken: new Set<string>() };
  const visit = (advanced: Advanced, facts: Facts, approvals: Approvals): WalkNode => {
    const node = nodeOf(advanced, facts);
    const key = JSON.stringify([node.state, facts, standingApprovals(approvals, advanced.context)]);
    const known = visits.get(key);
    if (known !== undefined) return known.node;
    const reached = { node, advanced, approvals };
    visits.set(key, reached);
    queue.push(reached);
    return node;
  };
  const starts = factCombinations(definition).map((facts) =>
    visit(begin(definition, contentWith(definition, facts)), facts, {}),
  );
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const walkEvent of walkEvents(definition, next.advanced.context)) {
      const advanced = attempt(definition, next, walkEvent);
      if (advanced === undefined) continue;
      const facts = walkEvent.facts ?? next.node.facts;
      const approvals = approvalsAfter(next.approvals, walkEvent.event);
      const to = visit(advanced, facts, approvals);
      next.node.edges.push({ label: walkEvent.label, event: walkEvent.event, to });
      if (walkEvent.forged) found.forgeriesTaken.add(`${next.node.state}: ${walkEvent.label}`);
      const lacking = issuesPermit(advanced) ? lackingApprovals(definition, facts, approvals, advanced) : [];
      if (lacking.length > 0) {
        found.unapprovedPermits.add(`${next.node.state}: ${walkEvent.label} without ${lacking.join(', ')}`);
      }
    }
  }
  const nodes = [...visits.values()].map(({ node }) => node);
  return {
    nodes,
    starts,
    counts: countsOf(definition, nodes, starts),
    deadEnds: deadEndsOf(nodes),
    unapprovedPermits: [...found.unapprovedPermits],
    forgeriesTaken: [...found.forgeriesTaken],
  };
}

function nodeOf({ stored, context, done, state }: Advanced, facts: Facts): WalkNode {
  const { value } = stored as unknown as { value: unknown };
  return {
    state: `${typeof value === 'string' ? value : JSON.stringify(value)}${context.correctionNoticed ? ', noticed' : ''}`,
    value,
    correctionNoticed: context.correctionNoticed,
    facts,
    done,
    granted: state === 'granted',
    accepts: new Set(),
    refuses: new Set(),
    edges: [],
  };
}

/** The state after the event, or undefined if it is refused; kept in the state's row of the matrix. */
function attempt(definition: PermitDefinition, { node, advanced }: Visit, { label, event, forged }: WalkEvent) {
  try {
    const next = advance(definition, advanced.stored, event);
    if (!forged) node.accepts.add(label);
    return next;
  } catch (error) {
    if (!(error instanceof EventRefused)) throw error;
    if (!forged) node.refuses.add(label);
    return undefined;
  }
}

const issuesPermit = ({ state, effects }: Advanced): boolean =>
  state === 'granted' || effects.some(({ type }) => type === 'issuePermit');

function lackingApprovals(definition: PermitDefinition, facts: Facts, approvals: Approvals, { context }: Advanced) {
  const standing = standingApprovals(approvals, context);
  return mandatoryBranches(definition, facts).filter((branch) => !standing.includes(branch));
}

function countsOf(definition: PermitDefinition, nodes: readonly WalkNode[], starts: readonly WalkNode[]): WalkCounts {
  const transitions = nodes.flatMap((node) => node.edges.map(({ label, to }) => `${node.state} ${label} ${to.state}`));
  return {
    factCombinations: factCombinations(definition).length,
    states: new Set(nodes.map(({ state }) => state)).size,
    transitions: new Set(transitions).size,
    pathsToPermit: countPermitPaths(starts),
  };
}

function deadEndsOf(nodes: readonly WalkNode[]): string[] {
  const ends = new Set(nodes.filter(({ done }) => done));
  for (let before = -1; before < ends.size; ) {
    before = ends.size;
    for (const node of nodes) if (node.edges.some(({ to }) => ends.has(to))) ends.add(node);
  }
  return [...new Set(nodes.filter((node) => !ends.has(node)).map(({ state }) => state))];
}
