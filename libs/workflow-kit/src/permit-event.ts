import type { ApplicationEvent, ApprovedQuantity } from '#contracts';
import type { PermitInput } from './permit-context.js';

interface OfBranch {
  readonly branch: string;
  readonly cycle: number;
  readonly departmentId: string;
}

/** What a department's message tells an application. */
export type ReviewEvent =
  | (OfBranch & {
      readonly type: 'review.approved';
      readonly quantities: readonly ApprovedQuantity[];
      readonly conditions: readonly string[];
    })
  | (OfBranch & { readonly type: 'review.returned'; readonly reasons: string })
  | (OfBranch & { readonly type: 'review.refused'; readonly reasons: string });

/** The owner's correction, with lines and facts recomputed if the content was changed. */
export interface CorrectedEvent {
  readonly type: 'owner.corrected';
  readonly input?: PermitInput;
}

/** Every event a permit's statechart knows. */
export type PermitEvent = Exclude<ApplicationEvent, { type: 'owner.corrected' }> | CorrectedEvent | ReviewEvent;
/** The name of an event. */
export type PermitEventType = PermitEvent['type'];
