import type { ApplicationContent, Opinion } from '#contracts';
import { type Advanced, advance, begin, type PermitDefinition, type PermitEvent } from '#workflow-kit';
import type { SeasonApplication, SeasonStep } from './season-plan.types.js';

/** Plays a planned application through the real statechart, without a server; throws where a step is refused. */
export function playApplication(
  definition: PermitDefinition,
  content: ApplicationContent,
  { steps }: Pick<SeasonApplication, 'steps'>,
  received: boolean,
): Advanced {
  const started = begin(definition, definition.readContent({ form: content.form, lines: content.lines }));
  const opened = received ? advance(definition, started.stored, { type: 'clerk.received' }) : started;
  return steps.reduce((last, step) => advance(definition, last.stored, eventOf(step, last)), opened);
}

function eventOf(step: SeasonStep, { context }: Advanced): PermitEvent {
  if (step.kind === 'opinion') return reviewEvent(step, step.opinion, context.cycles[step.branch] ?? 0);
  if (step.event.type === 'owner.corrected') return { type: 'owner.corrected' };
  return step.event;
}

function reviewEvent(
  { branch, departmentId }: Extract<SeasonStep, { kind: 'opinion' }>,
  opinion: Opinion,
  cycle: number,
): PermitEvent {
  const about = { branch, departmentId, cycle };
  if (opinion.result === 'approved') {
    return { type: 'review.approved', ...about, quantities: opinion.quantities, conditions: opinion.conditions };
  }
  return { type: `review.${opinion.result}`, ...about, reasons: opinion.reasons };
}
