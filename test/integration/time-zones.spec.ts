import { execFileSync } from 'node:child_process';

/** Asks the built domain library in a process with its own time zone; TZ cannot be changed within one. */
function printedIn(TZ: string): unknown {
  const script = `
    import { dueDate, shanghaiDate, STATE_COUNCIL_CALENDAR } from '#domain';
    const vectors = [['2023-01-16', 5], ['2023-01-18', 20], ['2023-09-15', 20], ['2024-02-06', 20], ['2025-09-19', 20]];
    console.log(JSON.stringify({
      zone: new Date(0).getHours(),
      due: vectors.map(([from, days]) => dueDate(from, days, STATE_COUNCIL_CALENDAR).due),
      midnight: [new Date('2023-03-05T15:59:59Z'), new Date('2023-03-05T16:00:00Z')].map(shanghaiDate),
    }));`;
  const environment = { ...process.env, TZ, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment });
  return JSON.parse(output.toString());
}

describe('dates do not depend on the time zone of the machine', () => {
  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', 8],
    ['America/New_York', 19],
  ])('in %s', (zone, hoursAtEpoch) => {
    expect(printedIn(zone)).toEqual({
      zone: hoursAtEpoch,
      due: ['2023-01-28', '2023-02-20', '2023-10-19', '2024-03-11', '2025-10-23'],
      midnight: ['2023-03-05', '2023-03-06'],
    });
  });
});
