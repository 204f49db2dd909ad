export { type AccountView, accountViewSchema, type NewAccount, newAccountSchema } from './src/account.js';
export { type Actor, actorSchema, type Role, roleSchema, SYSTEM_ACTOR } from './src/actor.js';
export {
  type ApplicationContent,
  type ApplicationView,
  agentSchema,
  applicationContentSchema,
  applicationViewSchema,
  type CaseView,
  caseViewSchema,
  type DateCursor,
  dateCursorSchema,
  type EditCase,
  editCaseSchema,
  type OpenCase,
  openCaseSchema,
  ownerSchema,
  type PageQuery,
  pageQuerySchema,
  pageSchema,
  projectSchema,
} from './src/case.js';
export {
  type CatalogueEntry,
  catalogueEntrySchema,
  evidenceSchema,
  type LegalBasis,
  legalBasisSchema,
} from './src/catalogue.js';
export { type ApplicationEvent, type ApplicationEventType, applicationEventSchema } from './src/event.js';
export { isUscc, projectCodeSchema, USCC_RULE, usccCheckCharacter, usccSchema } from './src/identifier.js';
export { type Incident, incidentSchema } from './src/incident.js';
export {
  departmentQueue,
  LEDGER_QUEUE,
  type Message,
  type MessageOf,
  type MessageType,
  messageSchema,
  permitGrantedSchema,
  placementSchema,
  reviewCancelledSchema,
  reviewRequestedSchema,
  WINDOW_QUEUE,
} from './src/message.js';
export { givenOpinionSchema, type Opinion, opinionSchema } from './src/opinion.js';
export {
  type Department,
  departmentSchema,
  type ServiceWindow,
  type Town,
  townSchema,
  windowSchema,
} from './src/place.js';
export { faultSchema, type Problem, problemSchema } from './src/problem.js';
export {
  type ApprovedQuantity,
  approvedQuantitySchema,
  type DecidedLine,
  decidedLineSchema,
  lineSchema,
  type QuantityLine,
  quantityLineSchema,
} from './src/quantity-line.js';
export {
  type ReviewTaskRow,
  type ReviewTaskStatus,
  type ReviewTaskView,
  reviewTaskRowSchema,
  reviewTaskStatusSchema,
  reviewTaskViewSchema,
} from './src/review-task.js';
export { addRuleIssue, type Rule, ruleOfIssue } from './src/rule.js';
export { type SessionView, sessionViewSchema, signInSchema } from './src/session.js';
export { inLanguage, type Language, type Text, textSchema } from './src/text.js';
export {
  type HeadlineTotal,
  headlineTotalSchema,
  type LedgerEntry,
  ledgerEntrySchema,
  type TotalsView,
  totalsViewSchema,
} from './src/total.js';
export { quantitySchema, UNITS, type Unit, unitSchema } from './src/unit.js';
