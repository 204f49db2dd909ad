import type { ReviewBranch } from './department-review.js';
import { initialContext } from './permit-context.js';
import type { PermitEvent } from './permit-event.js';
import { type PermitStateConfig, permitSetup } from './permit-setup.js';

const withdrawal = { 'owner.withdrew': '#permit.withdrawn' } as const;

/**
 * The common procedure of the law, written once: drafting, receiving (收件), checking (形式审查), acceptance (受理) or
 * non-acceptance, one correction round (行政许可法 art 32), parallel review, decision (art 38). Permit items contribute
 * the regions of `underReview`.
 *
 * A permit is issued by one transition only, the completion of `underReview`; XState takes it when every region has
 * reached a final state, and a region's final states are `approved` and `notRequired`.
 */
export function procedure(branches: Readonly<Record<string, ReviewBranch>>) {
  return permitSetup.createMachine({
    id: 'permit',
    context: ({ input }) => initialContext(input),
    initial: 'draft',
    states: {
      draft: {
        on: { 'owner.submitted': 'submitted', 'clerk.received': 'checking', ...withdrawal },
      },
      submitted: {
        on: { 'clerk.received': 'checking', ...withdrawal },
      },
      checking: {
        on: {
          'clerk.accepted': { target: 'underReview', actions: { type: 'acceptApplication', params: {} } },
          'clerk.correctionNoticed': {
            guard: 'correctionUnused',
            target: 'awaitingCorrection',
            actions: [
              'markCorrectionNoticed',
              { type: 'noticeCorrection', params: ({ event }) => ({ missing: event.missing }) },
            ],
          },
          'clerk.declined': {
            guard: 'declineComplete',
            target: 'notAccepted',
            actions: {
              type: 'declineApplication',
              params: ({ event }) => declineParams(event),
            },
          },
          ...withdrawal,
        },
      },
      awaitingCorrection: {
        on: { 'owner.corrected': { target: 'checking', actions: 'takeCorrectedContent' }, ...withdrawal },
      },
      underReview: underReview(branches),
      granted: { type: 'final' },
      refused: { type: 'final' },
      notAccepted: { type: 'final' },
      withdrawn: { type: 'final' },
    },
  });
}

/** Every branch at once (会办); the permit or, if the opinions leave nothing standing, the refusal follows by itself. */
function underReview(branches: Readonly<Record<string, ReviewBranch>>): PermitStateConfig {
  const regions = Object.entries(branches).map(([branch, review]) => [branch, review.region(branch)] as const);
  return permitSetup.createStateConfig({
    type: 'parallel',
    states: Object.fromEntries(regions),
    onDone: [
      {
        guard: 'somethingApproved',
        target: 'granted',
        actions: {
          type: 'issuePermit',
          params: ({ context }) => ({ lines: [...context.lines], conditions: [...context.conditions] }),
        },
      },
      { target: 'refused', actions: { type: 'refusePermit', params: { reasons: NOTHING_APPROVED } } },
    ],
    on: withdrawal,
  });
}

/** Each opinion approved something, but together they leave no line standing: a permit for nothing is a refusal. */
const NOTHING_APPROVED = '各部门核定数量相抵后为零，无可准予的数量';

function declineParams({ ground, reasons, rightAgency }: Extract<PermitEvent, { type: 'clerk.declined' }>) {
  return { ground, reasons, ...(rightAgency === undefined ? {} : { rightAgency }) };
}

/** The statechart of a permit item. */
export type PermitMachine = ReturnType<typeof procedure>;
