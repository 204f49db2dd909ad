import type { PermitContext, PermitDefinition, PermitEvent } from '../index.js';
import type { Facts } from './walk-events.js';

/**
 * Approvals of a walk, by branch, with the cycle in which each was given. Kept from the events sent and from nothing
 * the statechart says of itself, so that a permit that lacks an approval is found even if the statechart is wrong.
 */
export type Approvals = Readonly<Record<string, number>>;

/** The approvals after an event was taken. */
export function approvalsAfter(approvals: Approvals, event: PermitEvent): Approvals {
  if (event.type === 'review.approved') return { ...approvals, [event.branch]: event.cycle };
  if (event.type === 'review.returned' || event.type === 'review.refused' || event.type === 'owner.resubmitted') {
    const { [event.branch]: _withdrawn, ...others } = approvals;
    return others;
  }
  return event.type === 'clerk.accepted' ? {} : approvals;
}

/** The branches that approved in the cycle that counts now. */
export function standingApprovals(approvals: Approvals, context: PermitContext): string[] {
  return Object.keys(approvals)
    .filter((branch) => approvals[branch] === context.cycles[branch])
    .sort();
}

/** The branches without whose approval no permit may be issued: those without a condition, and those whose fact holds. */
export function mandatoryBranches(definition: PermitDefinition, facts: Facts): string[] {
  return definition.catalogue.branches
    .filter(({ when }) => when === undefined || facts[when] === true)
    .map(({ branch }) => branch);
}
