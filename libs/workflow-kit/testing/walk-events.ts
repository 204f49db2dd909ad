import type { PermitContext, PermitDefinition, PermitEvent, PermitInput } from '../index.js';

/** One event a walk sends in every state: a label for tables, and the complete event. */
export interface WalkEvent {
  /** The event's type, with its branch where it has one: `review.approved(parks)`. */
  readonly label: string;
  readonly event: PermitEvent;
  /** Facts of the application once the event was taken, where the event changes them. */
  readonly facts?: Facts;
  /** An event that no state may take: a cycle that is not being asked, a branch that does not exist. */
  readonly forged?: true;
}

/** Facts of an application, as they decide which branches are asked. */
export type Facts = Readonly<Record<string, boolean>>;

/** Every combination of the facts the definition's branches depend on. */
export function factCombinations(definition: PermitDefinition): Facts[] {
  return definition.facts.reduce<Facts[]>(
    (combinations, fact) =>
      combinations.flatMap((facts) => [
        { ...facts, [fact]: false },
        { ...facts, [fact]: true },
      ]),
    [{}],
  );
}

/** Content of an application of this item with these facts. */
export function contentWith(definition: PermitDefinition, facts: Facts): PermitInput {
  return {
    lines: definition.catalogue.lineKinds.map(({ kind, unit }) => ({ id: kind, kind, unit, applied: '10' })),
    facts,
  };
}

/** Every event there is, written so that only the state decides whether it is taken. */
export function walkEvents(definition: PermitDefinition, context: PermitContext): WalkEvent[] {
  const branches = definition.catalogue.branches.map(({ branch }) => branch);
  return [
    ...commonEvents(),
    ...factCombinations(definition).map((facts): WalkEvent => {
      const input = contentWith(definition, facts);
      return { label: 'owner.corrected', event: { type: 'owner.corrected', input }, facts };
    }),
    ...branches.flatMap((branch) => branchEvents(branch, context.cycles[branch] ?? 1)),
    ...branches.flatMap((branch) => forgedEvents(branch, context.cycles[branch] ?? 1)),
    ...reviewEvents('noSuchBranch', 1).map((event): WalkEvent => ({ ...event, forged: true })),
    { label: 'owner.resubmitted(noSuchBranch)', event: resubmitted('noSuchBranch'), forged: true },
  ];
}

function commonEvents(): WalkEvent[] {
  const reasons = 'reasons';
  const events: PermitEvent[] = [
    { type: 'owner.submitted' },
    { type: 'clerk.received' },
    { type: 'clerk.accepted' },
    { type: 'clerk.correctionNoticed', missing: ['a paper'] },
    { type: 'clerk.declined', ground: 'notRequired', reasons },
    { type: 'clerk.declined', ground: 'notCompetent', reasons, rightAgency: 'another agency' },
    { type: 'clerk.declined', ground: 'incomplete', reasons },
    { type: 'owner.corrected' },
    { type: 'owner.withdrew', reasons },
  ];
  return [
    ...events.map((event) => ({ label: event.type, event })),
    {
      label: 'clerk.declined(no right agency)',
      event: { type: 'clerk.declined', ground: 'notCompetent', reasons },
      forged: true,
    },
  ];
}

function branchEvents(branch: string, cycle: number): WalkEvent[] {
  return [...reviewEvents(branch, cycle), { label: `owner.resubmitted(${branch})`, event: resubmitted(branch) }];
}

function forgedEvents(branch: string, cycle: number): WalkEvent[] {
  return [cycle - 1, cycle + 1].flatMap((wrong) =>
    reviewEvents(branch, wrong).map(
      ({ event, label }): WalkEvent => ({
        label: `${label} of cycle ${wrong} instead of ${cycle}`,
        event,
        forged: true,
      }),
    ),
  );
}

function reviewEvents(branch: string, cycle: number): WalkEvent[] {
  const about = { branch, cycle, departmentId: branch };
  const events: PermitEvent[] = [
    { type: 'review.approved', ...about, quantities: [], conditions: [] },
    { type: 'review.returned', ...about, reasons: 'reasons' },
    { type: 'review.refused', ...about, reasons: 'reasons' },
  ];
  return events.map((event) => ({ label: `${event.type}(${branch})`, event }));
}

function resubmitted(branch: string): PermitEvent {
  return { type: 'owner.resubmitted', branch, note: 'note' };
}
