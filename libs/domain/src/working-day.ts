/** A date in Asia/Shanghai as `YYYY-MM-DD`; never a point in time. */
export type PlainDate = string;

/** Which days a year's calendar moves: statutory holidays off, make-up weekend days (调休上班) on. */
export interface CalendarDays {
  /** Working-day exceptions: dates that are off although they are weekdays or fall on a holiday weekend. */
  readonly holidays: ReadonlySet<PlainDate>;
  /** Weekend dates on which people work. */
  readonly makeUpDays: ReadonlySet<PlainDate>;
}

/**
 * Working days as 行政许可法 art 82 means them: no statutory holidays and no ordinary weekends, make-up weekend days
 * counted. `publishedYears` are the years the State Council has published; a date that leans on another year is
 * provisional.
 */
export interface WorkingCalendar extends CalendarDays {
  readonly publishedYears: ReadonlySet<number>;
}

/** A due date, and whether it leans on a year whose calendar is not published yet. */
export interface DueDate {
  readonly due: PlainDate;
  readonly provisional: boolean;
}

const DAY_MS = 86_400_000;
const toUtc = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`);
const fromUtc = (ms: number): PlainDate => new Date(ms).toISOString().slice(0, 10);

/** The date `days` calendar days after `date`. */
export function addCalendarDays(date: PlainDate, days: number): PlainDate {
  return fromUtc(toUtc(date) + days * DAY_MS);
}

/** Whether people work on `date`. */
export function isWorkingDay(date: PlainDate, calendar: CalendarDays): boolean {
  return isWorking(date, new Date(toUtc(date)).getUTCDay(), calendar);
}

function isWorking(date: PlainDate, weekday: number, calendar: CalendarDays): boolean {
  if (calendar.makeUpDays.has(date)) return true;
  return !calendar.holidays.has(date) && weekday !== 0 && weekday !== 6;
}

/**
 * The last day of a period of `workingDays` that starts on `from`; the start day is not counted (民法典 art 201, a
 * declared policy of the engine). `workingDays` is a whole number above zero, else RangeError.
 */
export function dueDate(from: PlainDate, workingDays: number, calendar: WorkingCalendar): DueDate {
  // All applications accepted on one day under one limit ask the same question, and the answer takes a walk of weeks.
  const known = lastAnswers.get(calendar);
  if (known?.from === from && known.workingDays === workingDays) return known.answer;
  const answer = countDays(from, workingDays, calendar);
  lastAnswers.set(calendar, { from, workingDays, answer });
  return answer;
}

const lastAnswers = new WeakMap<WorkingCalendar, { from: PlainDate; workingDays: number; answer: DueDate }>();

function countDays(from: PlainDate, workingDays: number, calendar: WorkingCalendar): DueDate {
  if (!Number.isInteger(workingDays) || workingDays < 1) throw new RangeError(`not a period: ${workingDays}`);
  let ms = toUtc(from);
  if (Number.isNaN(ms)) throw new RangeError(`not a date: ${from}`);
  let counted = 0;
  let provisional = false;
  while (counted < workingDays) {
    ms += DAY_MS;
    const date = fromUtc(ms);
    if (!calendar.publishedYears.has(Number(date.slice(0, 4)))) provisional = true;
    if (isWorking(date, new Date(ms).getUTCDay(), calendar)) counted += 1;
  }
  return { due: fromUtc(ms), provisional };
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The date in Asia/Shanghai (UTC+8, no summer time since 1991) at an instant, whatever the machine's time zone. */
export function shanghaiDate(instant: Date): PlainDate {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant of a wall-clock time (`HH:MM`) on a date in Asia/Shanghai. */
export function shanghaiInstant(date: PlainDate, time: string): Date {
  return new Date(`${date}T${time}:00+08:00`);
}
