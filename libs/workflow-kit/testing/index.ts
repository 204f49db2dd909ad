export { departmentsAsked, describeContent, faultyFields } from './describe-content.js';
export { describePermit } from './describe-permit.js';
export { BRANCH_MATRIX, type ExpectedRow, PROCEDURE_MATRIX } from './expected-matrix.js';
export type { WalkNode } from './walk-node.js';
export { type PermitWalk, type WalkCounts, walkPermit } from './walk-permit.js';
