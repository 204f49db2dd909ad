import { openCaseSchema } from '#contracts';
import { shanghaiInstant } from '#domain';
import { permitItems } from '#workflows';
import { openCases } from './open-cases.js';
import { playApplication } from './play-application.js';

/** A working afternoon, a Sunday, the first minutes of a day, and a year without a calendar. */
const MOMENTS = [
  shanghaiInstant('2026-11-23', '14:30'),
  shanghaiInstant('2026-10-04', '10:00'),
  shanghaiInstant('2026-11-24', '00:05'),
  shanghaiInstant('2031-05-13', '09:01'),
];

describe.each(MOMENTS.map((now) => [now.toISOString(), now] as const))('openCases at %s', (_, now) => {
  const played = openCases(now).cases.flatMap((opened) =>
    opened.applications.map((application, index) => {
      const definition = permitItems.current(application.item)!;
      const content = opened.openCase.applications[index]!;
      const { state, stored } = playApplication(definition, content, application, opened.openCase.received);
      return { application, opened, definition, state, stored };
    }),
  );

  it('lies in the past, each case complete and marked synthetic', () => {
    for (const { opened, application } of played) {
      openCaseSchema.parse(opened.openCase);
      expect(opened.openCase.synthetic).toBe(true);
      const instants = [opened.openedAt, ...application.steps.map(({ at }) => at)];
      expect([...instants].sort()).toEqual(instants);
      for (const at of instants) expect(new Date(at) <= now).toBe(true);
    }
  });

  it('leaves every application in the state it expects, and all states of an open case present', () => {
    for (const { application, state } of played) expect(state).toBe(application.expectedState);
    expect(new Set(played.map(({ state }) => state))).toEqual(
      new Set(['draft', 'submitted', 'checking', 'awaitingCorrection', 'underReview']),
    );
  });

  it('leaves work on every desk: a question for each department, and a returned branch for the owner', () => {
    const pending = new Set<string>();
    let returned = 0;
    for (const { definition, stored } of played) {
      const { value } = stored as unknown as { value: string | { underReview: Record<string, string> } };
      if (typeof value === 'string') continue;
      for (const { branch, departmentId } of definition.catalogue.branches) {
        if (value.underReview[branch] === 'pending') pending.add(departmentId);
        if (value.underReview[branch] === 'returned') returned += 1;
      }
    }
    expect([...pending].sort()).toEqual(permitItems.departmentIds());
    expect(returned).toBe(1);
  });
});
