import { assign, setup } from 'xstate';
import { smallerQuantity } from '#domain';
import type { EffectParams } from './effect.js';
import { type PermitContext, type PermitInput, standingLines } from './permit-context.js';
import type { PermitEvent } from './permit-event.js';

/** Effects are only named here; the machine hands them back and the caller carries them out. */
const effect =
  <T extends keyof EffectParams>() =>
  (_: unknown, _params: EffectParams[T]) => {};

/** Types, guards, context changes and effects shared by every permit item's statechart. */
export const permitSetup = setup({
  types: {} as { context: PermitContext; events: PermitEvent; input: PermitInput },
  guards: {
    /** One notice per application: the second is not one-time any more (行政许可法 art 32(4)). */
    correctionUnused: ({ context }) => !context.correctionNoticed,
    /** An answer counts only for its branch and only in the cycle that is being asked. */
    ofCurrentCycle: ({ context, event }, { branch }: { branch: string }) =>
      'cycle' in event && event.branch === branch && event.cycle === context.cycles[branch],
    ofBranch: ({ event }, { branch }: { branch: string }) => 'branch' in event && event.branch === branch,
    factHolds: ({ context }, { fact }: { fact: string }) => context.facts[fact] === true,
    /** Whether any line still stands after all opinions. */
    somethingApproved: ({ context }) => context.lines.some(({ approved }) => /[1-9]/.test(approved)),
    /** A finding of "not competent" must name the right agency (art 32(2)). */
    declineComplete: ({ event }) =>
      event.type === 'clerk.declined' && (event.ground !== 'notCompetent' || event.rightAgency !== undefined),
  },
  actions: {
    markCorrectionNoticed: assign({ correctionNoticed: true }),
    takeCorrectedContent: assign(({ event }) =>
      event.type === 'owner.corrected' && event.input !== undefined
        ? { lines: standingLines(event.input.lines), facts: event.input.facts }
        : {},
    ),
    nextCycle: assign({
      cycles: ({ context }, { branch }: { branch: string }) => ({
        ...context.cycles,
        [branch]: (context.cycles[branch] ?? 0) + 1,
      }),
    }),
    keepNote: assign({
      notes: ({ context, event }) =>
        event.type === 'owner.resubmitted' ? { ...context.notes, [event.branch]: event.note } : context.notes,
    }),
    keepOpinion: assign(({ context, event }) =>
      event.type === 'review.approved'
        ? { lines: lowered(context, event.quantities), conditions: [...context.conditions, ...event.conditions] }
        : {},
    ),
    acceptApplication: effect<'acceptApplication'>(),
    noticeCorrection: effect<'noticeCorrection'>(),
    declineApplication: effect<'declineApplication'>(),
    requestReview: effect<'requestReview'>(),
    closeReview: effect<'closeReview'>(),
    issuePermit: effect<'issuePermit'>(),
    refusePermit: effect<'refusePermit'>(),
  },
});

/** The smallest figure any department approved stands. */
function lowered(context: PermitContext, figures: readonly { lineId: string; approved: string }[]) {
  const byLine = new Map(figures.map((figure) => [figure.lineId, figure.approved]));
  return context.lines.map((line) => {
    const figure = byLine.get(line.id);
    return figure === undefined ? line : { ...line, approved: smallerQuantity(line.approved, figure) };
  });
}

/** A state of a permit's statechart, in XState's own syntax, checked against {@link permitSetup}. */
export type PermitStateConfig = Parameters<typeof permitSetup.createStateConfig>[0];
