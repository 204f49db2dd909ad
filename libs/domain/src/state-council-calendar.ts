import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { WorkingCalendar } from './working-day.js';

/**
 * The calendar the State Council published, from the data file of the package `chinese-days`. Only its plain dates are
 * used: the package's own functions give other answers under other time zones of the process, and take a year without
 * data for one without holidays.
 */
export const STATE_COUNCIL_CALENDAR: WorkingCalendar = {
  holidays: new Set(Object.keys(days.holidays)),
  makeUpDays: new Set(Object.keys(days.workdays)),
  publishedYears: new Set(Object.keys(days.holidays).map((date) => Number(date.slice(0, 4)))),
};
