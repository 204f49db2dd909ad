import fc from 'fast-check';
import { dayLedger, type ExcludedPeriod } from './day-ledger.js';
import { STATE_COUNCIL_CALENDAR } from './state-council-calendar.js';
import { addCalendarDays, dueDate } from './working-day.js';

const ledger = (from: string, workingDays: number, excluded: ExcludedPeriod[] = []) =>
  dayLedger({ from, workingDays, excluded }, STATE_COUNCIL_CALENDAR);
const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addCalendarDays('2016-01-01', offset));
const length = fc.integer({ min: 1, max: 45 });
const period = fc.tuple(day, fc.integer({ min: 0, max: 60 })).map(([from, days]) => ({
  from,
  to: addCalendarDays(from, days),
  document: '特别程序告知书',
}));

describe('the ledger of days (时限账本)', () => {
  it('says of every day whether it counts, and why', () => {
    const { due, days } = ledger('2023-01-16', 5);
    expect(due).toBe('2023-01-28');
    expect(days.map(({ date, reason, total }) => `${date.slice(8)} ${reason} ${total}`)).toEqual([
      '16 startDay 0',
      '17 workingDay 1',
      '18 workingDay 2',
      '19 workingDay 3',
      '20 workingDay 4',
      '21 holiday 4',
      '22 holiday 4',
      '23 holiday 4',
      '24 holiday 4',
      '25 holiday 4',
      '26 holiday 4',
      '27 holiday 4',
      '28 makeUpDay 5',
    ]);
  });

  it('leaves excluded time out and names its notice (行政许可法 art 45)', () => {
    const excluded = [{ from: '2023-09-22', to: '2023-10-13', document: '告知书1号' }];
    const { due, days } = ledger('2023-09-15', 20, excluded);
    // Four days before the notice, sixteen after it.
    expect(due).toBe('2023-11-06');
    const left = days.filter(({ reason }) => reason === 'excluded');
    expect(left).toHaveLength(22);
    expect(left.every(({ document, counted }) => document === '告知书1号' && !counted)).toBe(true);
  });

  it('ends where the due date says', () => {
    fc.assert(
      fc.property(day, length, (from, n) => {
        const { due, provisional } = ledger(from, n);
        expect({ due, provisional }).toEqual(dueDate(from, n, STATE_COUNCIL_CALENDAR));
      }),
    );
  });

  it('never counts a day twice, and counts as many as the period has', () => {
    fc.assert(
      fc.property(day, length, fc.array(period, { maxLength: 3 }), (from, n, excluded) => {
        const { days } = ledger(from, n, excluded);
        expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
        expect(days.filter(({ counted }) => counted)).toHaveLength(n);
      }),
    );
  });

  it('is never shortened by an exclusion', () => {
    fc.assert(
      fc.property(day, length, fc.array(period, { maxLength: 3 }), (from, n, excluded) => {
        expect(ledger(from, n, excluded).due >= ledger(from, n).due).toBe(true);
      }),
    );
  });

  it('refuses what is no period, no date and no exclusion', () => {
    expect(() => ledger('2023-02-30', 5)).toThrow(RangeError);
    expect(() => ledger('2023-01-16', 0)).toThrow(RangeError);
    const backwards = [{ from: '2023-02-02', to: '2023-02-01', document: 'x' }];
    expect(() => ledger('2023-01-16', 5, backwards)).toThrow(RangeError);
  });
});
