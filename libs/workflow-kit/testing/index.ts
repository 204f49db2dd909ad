export { departmentsAsked, describeContent, faultyFields } from './describe-content.js';
export { describePermit } from './describe-permit.js';
export { BRANCH_MATRIX, type ExpectedRow, PROCEDURE_MATRIX } from './expected-matrix.js';
export { type PermitWalk, type WalkCounts, type WalkNode, walkPermit } from './walk-permit.js';
