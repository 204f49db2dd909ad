export { type Advanced, advance, allowedEvents, begin, type StoredState } from './src/advance.js';
export {
  type CatalogueSource,
  definePermit,
  type PermitDefinition,
  type PermitSource,
  type ReadContent,
} from './src/define-permit.js';
export { type DepartmentReviewOptions, departmentReview, type ReviewBranch } from './src/department-review.js';
export { EFFECT_TYPES, type Effect, type EffectParams, type EffectType, type ReviewOutcome } from './src/effect.js';
export { EventRefused } from './src/event-refused.js';
export { periodInOrder } from './src/form-rules.js';
export { initialContext, type PermitContext, type PermitInput, standingLines } from './src/permit-context.js';
export type { CorrectedEvent, PermitEvent, PermitEventType, ReviewEvent } from './src/permit-event.js';
export { type PermitStateConfig, permitSetup } from './src/permit-setup.js';
export { type PermitMachine, procedure } from './src/procedure.js';
export { PERMIT_REGISTRY, PermitRegistry } from './src/registry.js';
