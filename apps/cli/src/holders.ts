import type { ApplicationView, CaseView, Text } from '#contracts';

/** The states of an application by name. */
export const STATE_NAMES: Readonly<Record<string, Text>> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '已提交', en: 'submitted' },
  checking: { zh: '形式审查', en: 'checking' },
  awaitingCorrection: { zh: '待补正', en: 'awaiting correction' },
  underReview: { zh: '审查中', en: 'under review' },
  granted: { zh: '准予许可', en: 'granted' },
  refused: { zh: '不予许可', en: 'refused' },
  notAccepted: { zh: '不予受理', en: 'not accepted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

const OWNERS_TURN: ReadonlySet<string> = new Set(['draft', 'awaitingCorrection']);
const WINDOWS_TURN: ReadonlySet<string> = new Set(['submitted', 'checking']);

/** Somebody whose turn it is. */
export interface Holder {
  readonly kind: 'owner' | 'window' | 'department';
  readonly id: string;
  readonly name: string;
}

/** Who has to act on an application now; nobody once it is decided. */
export function holdersOf(
  { state, reviews }: Pick<ApplicationView, 'state' | 'reviews'>,
  { owner, windowId }: Pick<CaseView, 'owner' | 'windowId'>,
): Holder[] {
  const theOwner: Holder = { kind: 'owner', id: owner.uscc, name: owner.name };
  if (OWNERS_TURN.has(state)) return [theOwner];
  if (WINDOWS_TURN.has(state)) return [{ kind: 'window', id: windowId, name: windowId }];
  if (state !== 'underReview') return [];
  const newest = new Map<string, ApplicationView['reviews'][number]>();
  for (const review of reviews) {
    if (review.cycle >= (newest.get(review.branch)?.cycle ?? 0)) newest.set(review.branch, review);
  }
  const open = [...newest.values()];
  const asked = open
    .filter(({ status }) => status === 'pending')
    .map(({ departmentId }): Holder => ({ kind: 'department', id: departmentId, name: departmentId }));
  // A branch that was returned waits for what the owner hands in next.
  return open.some(({ status }) => status === 'returned') ? [...asked, theOwner] : asked;
}
