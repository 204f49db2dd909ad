import {
  addCalendarDays,
  type CalendarDays,
  isWorkingDay,
  type PlainDate,
  type WorkingCalendar,
} from './working-day.js';

/** Time that does not count (行政许可法 art 45), both days included, with the notice that says so. */
export interface ExcludedPeriod {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Number of the written notice; without one nothing stops a clock. */
  readonly document: string;
}

/** Why a day counts or does not. */
export type DayReason = 'startDay' | 'workingDay' | 'makeUpDay' | 'weekend' | 'holiday' | 'excluded';

/** One day of a clock. */
export interface LedgerDay {
  readonly date: PlainDate;
  readonly counted: boolean;
  readonly reason: DayReason;
  /** Working days counted up to and including this day. */
  readonly total: number;
  /** The notice by which the day does not count. */
  readonly document?: string;
}

/** A clock's ledger of days (时限账本): every day from the start to the due date, counted or not, and why. */
export interface DayLedger {
  readonly due: PlainDate;
  /** Whether any day leans on a year whose calendar is not published yet. */
  readonly provisional: boolean;
  readonly days: readonly LedgerDay[];
}

/** What a ledger is computed from. */
export interface ClockTerms {
  readonly from: PlainDate;
  /** Whole working days, above zero. */
  readonly workingDays: number;
  readonly excluded?: readonly ExcludedPeriod[];
}

/** No lawful period with all its exclusions is longer than this many days. */
const LONGEST = 20_000;

/**
 * Counts a period of working days (行政许可法 art 82), the start day excluded (民法典 art 201), excluded time left out
 * (行政许可法 art 45). Throws RangeError for terms that are no period.
 */
export function dayLedger({ from, workingDays, excluded = [] }: ClockTerms, calendar: WorkingCalendar): DayLedger {
  if (!Number.isInteger(workingDays) || workingDays < 1) throw new RangeError(`not a period: ${workingDays}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || addCalendarDays(from, 0) !== from)
    throw new RangeError(`not a date: ${from}`);
  for (const period of excluded)
    if (period.to < period.from) throw new RangeError(`ends before it begins: ${period.from}`);
  const days: LedgerDay[] = [{ date: from, counted: false, reason: 'startDay', total: 0 }];
  let total = 0;
  let date = from;
  let provisional = false;
  while (total < workingDays) {
    if (days.length > LONGEST) throw new RangeError('the excluded time has no end');
    date = addCalendarDays(date, 1);
    provisional ||= !calendar.publishedYears.has(Number(date.slice(0, 4)));
    const notice = excluded.find((period) => period.from <= date && date <= period.to);
    const reason = notice === undefined ? reasonOf(date, calendar) : 'excluded';
    const counted = reason === 'workingDay' || reason === 'makeUpDay';
    if (counted) total += 1;
    days.push({ date, counted, reason, total, ...(notice === undefined ? {} : { document: notice.document }) });
  }
  return { due: date, provisional, days };
}

function reasonOf(date: PlainDate, calendar: CalendarDays): DayReason {
  if (calendar.makeUpDays.has(date)) return 'makeUpDay';
  if (calendar.holidays.has(date)) return 'holiday';
  return isWorkingDay(date, calendar) ? 'workingDay' : 'weekend';
}
