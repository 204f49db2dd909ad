import type { WalkNode } from './walk-node.js';

/**
 * Counts, exactly, the distinct paths from a new application to a permit, summed over the starts. A path is the
 * sequence of states with their facts; each branch may be returned and handed in again once, because a second return
 * only repeats states of the first. What remains has no cycle, so each state's paths are counted once and kept. Throws
 * if the statechart can repeat a state in any other way: then there is no such count.
 */
export function countPermitPaths(starts: readonly WalkNode[]): bigint {
  const counted = new Map<WalkNode, Map<string, bigint | 'open'>>();
  const countFrom = (node: WalkNode, returned: readonly string[]): bigint => {
    if (node.granted) return 1n;
    const ofNode = counted.get(node) ?? new Map<string, bigint | 'open'>();
    counted.set(node, ofNode);
    const key = returned.join();
    const known = ofNode.get(key);
    if (known === 'open') throw new Error(`${node.state} repeats without a return: its paths cannot be counted`);
    if (known !== undefined) return known;
    ofNode.set(key, 'open');
    let paths = 0n;
    for (const [to, branch] of nextStates(node)) {
      if (branch === undefined) paths += countFrom(to, returned);
      else if (!returned.includes(branch)) paths += countFrom(to, [...returned, branch].sort());
    }
    ofNode.set(key, paths);
    return paths;
  };
  return starts.reduce((paths, start) => paths + countFrom(start, []), 0n);
}

/** The states one step further, each once, with the branch that was returned on the way there. */
function nextStates(node: WalkNode): Map<WalkNode, string | undefined> {
  return new Map(
    node.edges.map(({ event, to }) => [to, event.type === 'review.returned' ? event.branch : undefined] as const),
  );
}
