import { addCalendarDays, isWorkingDay, type PlainDate, STATE_COUNCIL_CALENDAR, shanghaiInstant } from '#domain';

/** Hours at which the desks of the season work. In this order on one day, each can rest on the one before. */
const HOURS = { intake: '09', check: '11', opinion: '15', owner: '16' } as const;

/** A time of day at which something is done. */
export type Desk = keyof typeof HOURS;

/** The instant at which a desk works on a day; the minute differs from day to day, the same for every desk. */
export function deskInstant(date: PlainDate, desk: Desk): string {
  const minute = String((Number(date.replaceAll('-', '')) * 37) % 50).padStart(2, '0');
  return shanghaiInstant(date, `${HOURS[desk]}:${minute}`).toISOString();
}

/** The date `days` working days after `date`; `date` itself for 0. */
export function workingDaysAfter(date: PlainDate, days: number): PlainDate {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addCalendarDays(day, 1);
    if (isWorkingDay(day, STATE_COUNCIL_CALENDAR)) left -= 1;
  }
  return day;
}

/** The working days from `first` to `last`, both included. */
export function workingDays(first: PlainDate, last: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = first; day <= last; day = addCalendarDays(day, 1)) {
    if (isWorkingDay(day, STATE_COUNCIL_CALENDAR)) days.push(day);
  }
  return days;
}

/** The time an application has come to; moves forward only. */
export class Agenda {
  private date: PlainDate;
  private last = '';

  constructor(openedOn: PlainDate) {
    this.date = openedOn;
  }

  /** The desk's instant `days` working days on, or a day later if that desk's hour has passed. */
  after(days: number, desk: Desk): string {
    this.date = workingDaysAfter(this.date, days);
    if (deskInstant(this.date, desk) < this.last) this.date = workingDaysAfter(this.date, 1);
    this.last = deskInstant(this.date, desk);
    return this.last;
  }
}
