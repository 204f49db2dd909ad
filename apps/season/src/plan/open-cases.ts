import type { OpenCase, Opinion } from '#contracts';
import { addCalendarDays, isWorkingDay, type PlainDate, STATE_COUNCIL_CALENDAR, shanghaiDate } from '#domain';
import { permitItems } from '#workflows';
import { Agenda, deskInstant } from './agenda.js';
import { askedBranches, materialsFor } from './asked.js';
import { contentOf } from './contents.js';
import { quantityOf, type SeasonItem } from './figures.js';
import { agentOf, PLACES, type Place, SEASON_PROJECTS, type SeasonProject } from './parties.js';
import { type Random, seededRandom } from './random.js';
import type { SeasonApplication, SeasonCase, SeasonPlan, SeasonStep } from './season-plan.types.js';
import { type AskedBranch, submission } from './stories.js';

const SEED = 7;

type Asked = readonly [AskedBranch, ...AskedBranch[]];

/** How far one open case has come: opened so many working days ago, by whom, and what happened since. */
interface Situation {
  readonly daysAgo: number;
  readonly openedBy: 'clerk' | 'owner';
  readonly items: readonly SeasonItem[];
  readonly state: string;
  readonly since: (agenda: Agenda, asked: Asked) => SeasonStep[];
}

const approved: Opinion = { result: 'approved', quantities: [], conditions: [] };

/** One for every desk: drafts and submissions, papers to check and to correct, and questions to each department. */
const SITUATIONS: readonly Situation[] = [
  { daysAgo: 0, openedBy: 'owner', items: ['road-excavation'], state: 'draft', since: () => [] },
  { daysAgo: 0, openedBy: 'clerk', items: ['tree-relocation'], state: 'checking', since: () => [] },
  { daysAgo: 1, openedBy: 'owner', items: ['greening-relocation', 'tree-relocation'], state: 'draft', since: () => [] },
  {
    daysAgo: 1,
    openedBy: 'owner',
    items: ['construction-waste', 'road-excavation'],
    state: 'submitted',
    since: (agenda) => submission({ agenda }).slice(0, 1),
  },
  { daysAgo: 1, openedBy: 'clerk', items: ['streetlight-relocation'], state: 'checking', since: () => [] },
  {
    daysAgo: 2,
    openedBy: 'clerk',
    items: ['greening-relocation'],
    state: 'awaitingCorrection',
    since: (agenda) => [clerk(agenda, { type: 'clerk.correctionNoticed', missing: ['位置及面积图', '恢复方案'] })],
  },
  {
    daysAgo: 2,
    openedBy: 'clerk',
    items: ['road-excavation', 'tree-relocation', 'streetlight-relocation'],
    state: 'underReview',
    since: (agenda) => [accepted(agenda)],
  },
  {
    daysAgo: 3,
    openedBy: 'clerk',
    items: ['construction-waste'],
    state: 'underReview',
    since: (agenda) => [accepted(agenda)],
  },
  {
    daysAgo: 4,
    openedBy: 'clerk',
    items: ['road-excavation'],
    state: 'underReview',
    since: (agenda, [lead, ...others]) => [
      accepted(agenda),
      opinion(agenda.after(1, 'opinion'), lead, { result: 'returned', reasons: '请补充断面图并标注高程' }),
      ...others.slice(0, 1).map((branch) => opinion(agenda.after(0, 'opinion'), branch, approved)),
    ],
  },
  {
    daysAgo: 5,
    openedBy: 'clerk',
    items: ['greening-relocation', 'construction-waste'],
    state: 'underReview',
    since: (agenda, [, ...others]) => [
      accepted(agenda),
      ...others.slice(0, 2).map((branch) => opinion(agenda.after(1, 'opinion'), branch, approved)),
    ],
  },
];

/**
 * Open cases in as many states as there are desks, on the last working days before `now`; no instant lies after it.
 * They are synthetic like the season, and undecided, so that they count in no year.
 */
export function openCases(now: Date): SeasonPlan {
  const random = seededRandom(SEED);
  const days = lastWorkingDays(now, Math.max(...SITUATIONS.map(({ daysAgo }) => daysAgo)) + 1);
  return {
    cases: SITUATIONS.map((situation, index) => {
      const day = days[situation.daysAgo] ?? shanghaiDate(now);
      return writeCase(random, situation, day, index);
    }),
  };
}

/** The latest working days whose first desk has opened by `now`, the latest first. */
function lastWorkingDays(now: Date, count: number): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = shanghaiDate(now); days.length < count; day = addCalendarDays(day, -1)) {
    const opened = new Date(deskInstant(day, 'intake')) <= now;
    if (opened && isWorkingDay(day, STATE_COUNCIL_CALENDAR)) days.push(day);
  }
  return days;
}

function writeCase(random: Random, situation: Situation, day: PlainDate, index: number): SeasonCase {
  const place = PLACES[index % PLACES.length] as Place;
  const project = SEASON_PROJECTS.find(({ code }) => code.slice(5, 11) === place.townCode.slice(0, 6)) as SeasonProject;
  const applications = situation.items.map((item) => {
    const amounts = [quantityOf(item, random.int(3, 60))];
    const from = addCalendarDays(day, 30);
    return { item, ...contentOf(item, { random, flag: () => true, town: place.town, from, amounts }) };
  });
  const openCase: OpenCase = {
    townCode: place.townCode,
    owner: project.owner,
    project: { code: project.code, name: project.name },
    ...(situation.openedBy === 'clerk' ? { agent: agentOf(index) } : {}),
    materials: materialsFor(permitItems, situation.items),
    applications,
    received: situation.openedBy === 'clerk',
    synthetic: true,
  };
  return {
    id: `open-${day}-${String(index + 1).padStart(2, '0')}`,
    openedAt: deskInstant(day, 'intake'),
    openedBy: situation.openedBy,
    windowId: place.id,
    openCase,
    applications: applications.map(({ item, form, lines }): SeasonApplication => {
      const asked = askedBranches(permitItems, item, { form, lines });
      return { item, expectedState: situation.state, steps: situation.since(new Agenda(day), asked) };
    }),
  };
}

function accepted(agenda: Agenda): SeasonStep {
  return clerk(agenda, { type: 'clerk.accepted' });
}

function clerk(agenda: Agenda, event: Extract<SeasonStep, { kind: 'event' }>['event']): SeasonStep {
  return { at: agenda.after(0, 'check'), kind: 'event', by: 'clerk', event };
}

function opinion(at: string, { branch, departmentId }: AskedBranch, given: Opinion): SeasonStep {
  return { at, kind: 'opinion', branch, departmentId, opinion: given };
}
