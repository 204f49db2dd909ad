import type { ReviewOutcome } from './effect.js';
import { type PermitStateConfig, permitSetup } from './permit-setup.js';

/** Options of {@link departmentReview}. */
export interface DepartmentReviewOptions<Fact extends string> {
  /** The department that leads the review and whose agency decides. */
  readonly lead?: boolean;
  /** The fact on which this branch depends; without it the branch is mandatory always. */
  readonly when?: Fact;
}

/** One branch of a parallel review: which department, on which fact, and its region of the statechart. */
export interface ReviewBranch<Fact extends string = string> {
  readonly departmentId: string;
  readonly lead: boolean;
  readonly when?: Fact;
  /** The region, once the branch has its name. */
  region(branch: string): PermitStateConfig;
}

const OUTCOME: Readonly<Record<string, ReviewOutcome>> = {
  'review.approved': 'approved',
  'review.returned': 'returned',
  'review.refused': 'refused',
};

/**
 * One department's part of the review (会办): asked, and then approved, returned to the applicant and asked again, or
 * refused, which ends the application. A return touches this branch only; the others keep their opinions.
 */
export function departmentReview<Fact extends string = never>(
  departmentId: string,
  options: DepartmentReviewOptions<Fact> = {},
): ReviewBranch<Fact> {
  return {
    departmentId,
    lead: options.lead ?? false,
    ...(options.when === undefined ? {} : { when: options.when }),
    region: (branch) => region(branch, departmentId, options.when),
  };
}

function region(branch: string, departmentId: string, when: string | undefined): PermitStateConfig {
  const current = { type: 'ofCurrentCycle', params: { branch } } as const;
  return permitSetup.createStateConfig({
    initial: when === undefined ? 'pending' : 'determining',
    states: {
      determining: {
        always: [
          { guard: { type: 'factHolds', params: { fact: when ?? '' } }, target: 'pending' },
          { target: 'notRequired' },
        ],
      },
      pending: {
        entry: [
          { type: 'nextCycle', params: { branch } },
          {
            type: 'requestReview',
            params: ({ context }) => ({
              branch,
              departmentId,
              cycle: context.cycles[branch] ?? 0,
              ...(context.notes[branch] === undefined ? {} : { note: context.notes[branch] }),
            }),
          },
        ],
        exit: {
          type: 'closeReview',
          params: ({ context, event }) => ({
            branch,
            departmentId,
            cycle: context.cycles[branch] ?? 0,
            outcome: 'branch' in event && event.branch === branch ? (OUTCOME[event.type] ?? 'cancelled') : 'cancelled',
          }),
        },
        on: {
          'review.approved': { guard: current, target: 'approved', actions: 'keepOpinion' },
          'review.returned': { guard: current, target: 'returned' },
          'review.refused': {
            guard: current,
            target: '#permit.refused',
            actions: {
              type: 'refusePermit',
              params: ({ event }) => ({ reasons: event.reasons, departmentId: event.departmentId }),
            },
          },
        },
      },
      returned: {
        on: {
          'owner.resubmitted': {
            guard: { type: 'ofBranch', params: { branch } },
            target: 'pending',
            actions: 'keepNote',
          },
        },
      },
      approved: { type: 'final' },
      notRequired: { type: 'final' },
    },
  });
}
