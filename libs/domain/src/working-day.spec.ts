import fc from 'fast-check';
import { STATE_COUNCIL_CALENDAR } from './state-council-calendar.js';
import { addCalendarDays, dueDate, isWorkingDay, shanghaiDate, shanghaiInstant } from './working-day.js';

const due = (from: string, days: number) => dueDate(from, days, STATE_COUNCIL_CALENDAR);

describe('working days (行政许可法 art 82), the start day excluded (民法典 art 201)', () => {
  it.each([
    ['2023-01-16', 5, '2023-01-28'],
    ['2023-01-18', 20, '2023-02-20'],
    ['2023-04-26', 7, '2023-05-09'],
    ['2023-06-20', 10, '2023-07-05'],
    ['2023-09-15', 20, '2023-10-19'],
    ['2023-09-15', 30, '2023-11-02'],
    ['2023-01-16', 20, '2023-02-16'],
    ['2024-02-06', 20, '2024-03-11'],
    ['2025-09-19', 20, '2025-10-23'],
  ])('%s and %i working days end on %s', (from, days, expected) => {
    expect(due(from, days)).toEqual({ due: expected, provisional: false });
  });

  it('counts make-up Saturdays and leaves statutory holidays out', () => {
    expect(isWorkingDay('2023-01-28', STATE_COUNCIL_CALENDAR)).toBe(true);
    expect(isWorkingDay('2023-01-27', STATE_COUNCIL_CALENDAR)).toBe(false);
  });

  it('is provisional where it leans on a year that is not published', () => {
    expect(due('2040-01-02', 5).provisional).toBe(true);
  });

  const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addCalendarDays('2016-01-01', offset));

  it('n days and then m days end where n + m days end', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (from, n, m) => {
        expect(due(due(from, n).due, m).due).toBe(due(from, n + m).due);
      }),
    );
  });

  it('always ends on a working day after the start', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const end = due(from, n).due;
        expect(end > from && isWorkingDay(end, STATE_COUNCIL_CALENDAR)).toBe(true);
      }),
    );
  });

  it('refuses what is no period and no date', () => {
    expect(() => due('2023-01-16', 0)).toThrow(RangeError);
    expect(() => due('2023-01-16', 1.5)).toThrow(RangeError);
    expect(() => due('soon', 1)).toThrow(RangeError);
  });
});

describe('dates in Asia/Shanghai', () => {
  it('begin at midnight there', () => {
    expect(shanghaiDate(new Date('2023-03-05T15:59:59Z'))).toBe('2023-03-05');
    expect(shanghaiDate(new Date('2023-03-05T16:00:00Z'))).toBe('2023-03-06');
    expect(shanghaiInstant('2023-03-06', '09:30').toISOString()).toBe('2023-03-06T01:30:00.000Z');
  });
});
