import type { Facts, WalkEvent } from './walk-events.js';

/** A transition a walk took. */
export interface WalkEdge {
  readonly label: string;
  readonly event: WalkEvent['event'];
  readonly to: WalkNode;
}

/** A state a walk reached: one per statechart state, facts and approvals that stand. */
export interface WalkNode {
  /** The statechart state for people: its value, and whether the one correction notice was used. */
  readonly state: string;
  readonly value: unknown;
  readonly correctionNoticed: boolean;
  readonly facts: Facts;
  readonly done: boolean;
  readonly granted: boolean;
  /** Labels of the events that are taken here, and of those that are refused; together all there are. */
  readonly accepts: Set<string>;
  readonly refuses: Set<string>;
  readonly edges: WalkEdge[];
}
