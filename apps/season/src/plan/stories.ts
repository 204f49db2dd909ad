import type { ApprovedQuantity, Opinion } from '#contracts';
import type { Agenda } from './agenda.js';
import type { Random } from './random.js';
import type { SeasonStep } from './season-plan.types.js';

/** A branch an application's facts call for. */
export interface AskedBranch {
  readonly branch: string;
  readonly departmentId: string;
  readonly lead: boolean;
}

/** What a story is told with. */
export interface StorySetting {
  readonly random: Random;
  readonly agenda: Agenda;
  /** Who speaks for the owner: the owner online, or the clerk with the owner's papers. */
  readonly by: 'clerk' | 'owner';
  readonly asked: readonly [AskedBranch, ...AskedBranch[]];
  /** The lead's figures, where less is approved than applied for, and another department's milder ones. */
  readonly figures: { readonly lead: ApprovedQuantity[]; readonly other: ApprovedQuantity[] };
}

const MISSING = ['施工组织设计', '位置及面积图', '授权委托书原件', '恢复方案及时限', '监理单位盖章页'] as const;
const CONDITIONS = [
  '施工前三日告知属地',
  '保持排水通畅',
  '夜间不得施工',
  '设置围挡和警示标志',
  '完工后申请验收',
] as const;
const RETURNED = ['请补充断面图并标注高程', '面积与附图不一致，请更正', '请说明临时交通组织'] as const;

const REFUSED = ['与已批准的规划不符', '选址影响行洪安全，且无替代方案', '同一路段已有在建工程'] as const;

type DeclineGround = 'notRequired' | 'notCompetent' | 'incomplete';

/** How an application can go, how often it does, and where it ends. */
export const STORIES = {
  granted: { share: 56, ends: 'granted', tell: (s) => [...accepted(s), ...round(s)] },
  smaller: { share: 11, ends: 'granted', tell: (s) => [...accepted(s), ...round(s)] },
  corrected: { share: 9, ends: 'granted', tell: (s) => [...correction(s), ...accepted(s), ...round(s)] },
  returned: { share: 9, ends: 'granted', tell: (s) => [...accepted(s), ...roundWithReturn(s)] },
  refused: { share: 4, ends: 'refused', tell: (s) => [...accepted(s), ...roundWithRefusal(s)] },
  notRequired: {
    share: 2,
    ends: 'notAccepted',
    tell: (s) => [declined(s, 'notRequired', '该事项依法不需要取得行政许可')],
  },
  notCompetent: { share: 2, ends: 'notAccepted', tell: (s) => [declined(s, 'notCompetent', '不属于本机关职权范围')] },
  incomplete: {
    share: 2,
    ends: 'notAccepted',
    tell: (s) => [...correction(s), declined(s, 'incomplete', '补正后材料仍不齐全')],
  },
  withdrawnEarly: { share: 2, ends: 'withdrawn', tell: (s) => [withdrew(s)] },
  withdrawnInReview: { share: 3, ends: 'withdrawn', tell: (s) => [...accepted(s), ...someOfRound(s), withdrew(s)] },
} satisfies Record<string, { share: number; ends: string; tell: (setting: StorySetting) => SeasonStep[] }>;

/** The name of a story. */
export type Story = keyof typeof STORIES;

/** Submission by the owner online, and the papers taken in by the clerk on the next working day. */
export function submission({ agenda }: Pick<StorySetting, 'agenda'>): SeasonStep[] {
  return [
    { at: agenda.after(0, 'owner'), kind: 'event', by: 'owner', event: { type: 'owner.submitted' } },
    { at: agenda.after(1, 'intake'), kind: 'event', by: 'clerk', event: { type: 'clerk.received' } },
  ];
}

function accepted({ agenda, random }: StorySetting): SeasonStep[] {
  const at = agenda.after(random.int(0, 2), 'check');
  return [{ at, kind: 'event', by: 'clerk', event: { type: 'clerk.accepted' } }];
}

function correction({ agenda, random, by }: StorySetting): SeasonStep[] {
  const first = random.int(0, MISSING.length - 2);
  const missing = MISSING.slice(first, first + random.int(1, 2));
  const noticed = agenda.after(random.int(0, 3), 'check');
  const corrected = agenda.after(random.int(1, 5), 'owner');
  return [
    { at: noticed, kind: 'event', by: 'clerk', event: { type: 'clerk.correctionNoticed', missing } },
    { at: corrected, kind: 'event', by, event: { type: 'owner.corrected' } },
  ];
}

function declined({ agenda }: StorySetting, ground: DeclineGround, reasons: string): SeasonStep {
  const rightAgency = ground === 'notCompetent' ? { rightAgency: '自治区级主管部门' } : {};
  const event = { type: 'clerk.declined', ground, reasons, ...rightAgency } as const;
  return { at: agenda.after(1, 'check'), kind: 'event', by: 'clerk', event };
}

function withdrew({ agenda, random, by }: StorySetting): SeasonStep {
  const event = { type: 'owner.withdrew', reasons: '设计变更，不再需要' } as const;
  return { at: agenda.after(random.int(1, 2), 'owner'), kind: 'event', by, event };
}

/** These departments approve, one after the other, some on the same day. */
function round(setting: StorySetting, asked: readonly AskedBranch[] = setting.asked): SeasonStep[] {
  const { agenda, random } = setting;
  return asked.map((branch, index) => {
    const at = agenda.after(index === 0 ? 1 : random.int(0, 1), 'opinion');
    return answer(at, branch, approval(setting, branch));
  });
}

/** One department wants something more, on its branch only; the others answer meanwhile. */
function roundWithReturn(setting: StorySetting): SeasonStep[] {
  const { agenda, random, by, asked } = setting;
  const returning = random.pick(asked);
  const returned = answer(agenda.after(1, 'opinion'), returning, {
    result: 'returned',
    reasons: random.pick(RETURNED),
  });
  const others = round(
    setting,
    asked.filter((branch) => branch !== returning),
  );
  const event = { type: 'owner.resubmitted', branch: returning.branch, note: '已按意见补充' } as const;
  const resubmitted: SeasonStep = { at: agenda.after(random.int(0, 1), 'owner'), kind: 'event', by, event };
  return [returned, ...others, resubmitted, ...round(setting, [returning])];
}

/** The last department refuses, on a later day than the others' answers; some were not given by then. */
function roundWithRefusal(setting: StorySetting): SeasonStep[] {
  const { agenda, random, asked } = setting;
  const refusing = random.pick(asked);
  const before = someOfRound(
    setting,
    asked.filter((branch) => branch !== refusing),
  );
  return [
    ...before,
    answer(agenda.after(1, 'opinion'), refusing, { result: 'refused', reasons: random.pick(REFUSED) }),
  ];
}

/** Some of the departments answer, at least one is still open. */
function someOfRound(setting: StorySetting, asked: readonly AskedBranch[] = setting.asked.slice(1)): SeasonStep[] {
  return round(setting, asked.slice(0, setting.random.int(0, asked.length)));
}

function approval({ random, figures }: StorySetting, { lead }: AskedBranch): Opinion {
  const conditions = random.chance(0.3) ? [random.pick(CONDITIONS)] : [];
  return { result: 'approved', quantities: lead ? figures.lead : figures.other, conditions };
}

function answer(at: string, { branch, departmentId }: AskedBranch, opinion: Opinion): SeasonStep {
  return { at, kind: 'opinion', branch, departmentId, opinion };
}
