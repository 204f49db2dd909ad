export {
  type ClockTerms,
  type DayLedger,
  type DayReason,
  dayLedger,
  type ExcludedPeriod,
  type LedgerDay,
} from './src/day-ledger.js';
export { caseNumber, caseSeries, decisionNumber, decisionSeries, type NumberingMarks } from './src/numbering.js';
export { opinionFaults } from './src/opinion-rules.js';
export { parseContract } from './src/parse-contract.js';
export { addQuantities, compareQuantities, isQuantity, printQuantity, smallerQuantity } from './src/quantity.js';
export { type Fault, RuleViolation, refuseFaults } from './src/rule-violation.js';
export { STATE_COUNCIL_CALENDAR } from './src/state-council-calendar.js';
export {
  addCalendarDays,
  type CalendarDays,
  type DueDate,
  dueDate,
  isWorkingDay,
  type PlainDate,
  shanghaiDate,
  shanghaiInstant,
  type WorkingCalendar,
} from './src/working-day.js';
