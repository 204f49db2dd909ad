import { isUscc, openCaseSchema } from '#contracts';
import {
  addQuantities,
  dueDate,
  isWorkingDay,
  opinionFaults,
  STATE_COUNCIL_CALENDAR,
  shanghaiDate,
  smallerQuantity,
} from '#domain';
import { permitItems } from '#workflows';
import { SEASON_OWNERS, SEASON_PROJECTS } from './parties.js';
import { playApplication } from './play-application.js';
import { seasonPlan } from './season-plan.js';
import type { SeasonApplication, SeasonStep } from './season-plan.types.js';

const plan = seasonPlan();
const applications = plan.cases.flatMap((opened) =>
  opened.applications.map((application, index) => {
    const content = opened.openCase.applications[index]!;
    return { ...application, opened, content, definition: permitItems.current(application.item)! };
  }),
);
const opinionsOf = ({ steps }: SeasonApplication) => steps.flatMap((step) => (step.kind === 'opinion' ? [step] : []));
const eventTypes = ({ steps }: SeasonApplication) =>
  steps.flatMap((step) => (step.kind === 'event' ? [step.event.type] : []));
const decidedAt = ({ steps }: Pick<SeasonApplication, 'steps'>) => steps.at(-1)!.at;

describe('seasonPlan', () => {
  it('is the same every time', () => expect(seasonPlan()).toEqual(plan));

  it('opens 150 cases with one to five applications of different items, at every window', () => {
    expect(plan.cases).toHaveLength(150);
    for (const { openCase } of plan.cases) {
      openCaseSchema.parse(openCase);
      expect(openCase.synthetic).toBe(true);
      const items = openCase.applications.map(({ item }) => item);
      expect(new Set(items).size).toBe(items.length);
      expect(items.length).toBeLessThanOrEqual(5);
    }
    expect(new Set(plan.cases.map(({ windowId }) => windowId)).size).toBe(8);
    expect(new Set(applications.map(({ item }) => item)).size).toBe(5);
  });

  it('names owners that cannot be mistaken for real ones', () => {
    expect(SEASON_OWNERS).toHaveLength(25);
    expect(SEASON_PROJECTS).toHaveLength(40);
    for (const { name, uscc } of SEASON_OWNERS) {
      expect(isUscc(uscc)).toBe(true);
      expect(name).toContain('「演示」');
    }
  });

  // Reckoned from the plan alone, not with the generator's own numbers: what every department left standing.
  it.each([
    ['road-excavation', '2570.46'],
    ['greening-relocation', '156450'],
    ['tree-relocation', '8300'],
    ['streetlight-relocation', '163'],
    ['construction-waste', '4860000'],
  ])('approves of %s exactly %s', (item, published) => {
    const approved = applications
      .filter((application) => application.item === item && application.expectedState === 'granted')
      .flatMap((application) => {
        const headline = application.definition.catalogue.headline.kinds;
        const counted = application.content.lines.filter(({ kind }) => headline.includes(kind));
        return counted.map((line) =>
          opinionsOf(application)
            .flatMap(({ opinion }) => (opinion.result === 'approved' ? opinion.quantities : []))
            .filter(({ lineId }) => lineId === line.id)
            .reduce((least, figure) => smallerQuantity(least, figure.approved), line.applied),
        );
      });
    expect(addQuantities(approved)).toBe(published);
  });

  it('plays every application through the real statechart to the end it expects', () => {
    for (const { opened, content, definition, ...application } of applications) {
      const { state } = playApplication(definition, content, application, opened.openCase.received);
      expect({ id: opened.id, item: application.item, state }).toMatchObject({ state: application.expectedState });
    }
  });

  it('gives only opinions a department may give', () => {
    for (const application of applications) {
      for (const { opinion } of opinionsOf(application)) {
        expect(opinionFaults(opinion, application.content.lines)).toEqual([]);
      }
    }
  });

  it('works on working days between nine and five, never back in time, and ends within 2023', () => {
    for (const { opened, steps } of applications) {
      const instants = [opened.openedAt, ...steps.map(({ at }) => at)];
      expect([...instants].sort()).toEqual(instants);
      for (const at of instants) {
        const date = shanghaiDate(new Date(at));
        expect([date, isWorkingDay(date, STATE_COUNCIL_CALENDAR)]).toEqual([date, true]);
        expect(date.slice(0, 4)).toBe('2023');
        const hour = (new Date(at).getUTCHours() + 8) % 24;
        expect(hour >= 9 && hour < 17).toBe(true);
      }
    }
  });

  it('tells complete or missing papers within five working days and decides in time', () => {
    for (const { definition, opened, expectedState, ...application } of applications) {
      const received = opened.openCase.received
        ? opened.openedAt
        : application.steps.find((step) => isEvent(step, 'clerk.received'))?.at;
      const answered = application.steps.find(
        (step) => isEvent(step, 'clerk.accepted') || isEvent(step, 'clerk.correctionNoticed'),
      );
      if (received !== undefined && answered !== undefined) expectWithin(received, answered.at, 5);
      const accepted = application.steps.find((step) => isEvent(step, 'clerk.accepted'));
      if (accepted === undefined || expectedState === 'withdrawn') continue;
      expectWithin(accepted.at, decidedAt(application), definition.catalogue.limits.statutory.workingDays);
    }
  });

  it('has every kind of story', () => {
    const told = (holds: (application: SeasonApplication) => boolean) => applications.filter(holds).length;
    const grounds = applications.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        step.kind === 'event' && step.event.type === 'clerk.declined' ? [step.event.ground] : [],
      ),
    );
    expect(new Set(grounds)).toEqual(new Set(['notRequired', 'notCompetent', 'incomplete']));
    expect(told((one) => eventTypes(one).includes('clerk.correctionNoticed'))).toBeGreaterThan(20);
    expect(told((one) => eventTypes(one).includes('owner.resubmitted'))).toBeGreaterThan(20);
    expect(told((one) => eventTypes(one).includes('owner.submitted'))).toBeGreaterThan(30);
    expect(told(({ expectedState }) => expectedState === 'refused')).toBeGreaterThan(5);
    expect(told(({ expectedState }) => expectedState === 'withdrawn')).toBeGreaterThan(5);
    const smaller = told((one) =>
      opinionsOf(one).some(({ opinion }) => opinion.result === 'approved' && opinion.quantities.length > 0),
    );
    expect(smaller).toBeGreaterThan(20);
    const asked = new Set(applications.flatMap((one) => opinionsOf(one).map(({ departmentId }) => departmentId)));
    expect([...asked].sort()).toEqual(permitItems.departmentIds());
  });
});

function isEvent(step: SeasonStep, type: string): boolean {
  return step.kind === 'event' && step.event.type === type;
}

function expectWithin(from: string, to: string, workingDays: number): void {
  const { due } = dueDate(shanghaiDate(new Date(from)), workingDays, STATE_COUNCIL_CALENDAR);
  const on = shanghaiDate(new Date(to));
  expect([on, due].sort()).toEqual([on, due]);
}
