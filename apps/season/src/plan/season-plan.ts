import type { ApplicationContent, OpenCase } from '#contracts';
import { addCalendarDays, type PlainDate } from '#domain';
import { permitItems } from '#workflows';
import { Agenda, deskInstant, workingDays } from './agenda.js';
import { askedBranches, materialsFor } from './asked.js';
import { contentOf } from './contents.js';
import { figuresFor, lowered, PUBLISHED_2023, quantityOf, type SeasonItem, splitExactly } from './figures.js';
import { agentOf, PLACES, type Place, SEASON_PROJECTS, type SeasonProject } from './parties.js';
import { type Random, seededRandom } from './random.js';
import type { SeasonApplication, SeasonCase, SeasonPlan } from './season-plan.types.js';
import { STORIES, type Story, submission } from './stories.js';

const SEED = 2023;
const CASES = 150;
const FIRST_DAY = '2023-01-03';
/** Late enough for a full year, early enough for every decision to fall into it. */
const LAST_DAY = '2023-12-06';
const SHARE_FILED_ONLINE = 0.2;

const ITEM_SHARES: Record<SeasonItem, number> = {
  'road-excavation': 28,
  'greening-relocation': 20,
  'tree-relocation': 22,
  'streetlight-relocation': 12,
  'construction-waste': 18,
};

interface ApplicationOutline {
  readonly item: SeasonItem;
  readonly story: Story;
  readonly weight: number;
  /** Steps approved, and applied for, of the item's figure; filled in when the published total is shared out. */
  approved: number;
  applied: number;
}

interface CaseOutline {
  readonly day: PlainDate;
  readonly place: Place;
  readonly project: SeasonProject;
  readonly openedBy: 'clerk' | 'owner';
  readonly applications: readonly ApplicationOutline[];
}

/**
 * The synthetic season of 2023: about 150 cases whose approved quantities add up, item by item, to the published
 * totals exactly. Everything but the totals is made up. The same on every machine and every day.
 */
export function seasonPlan(): SeasonPlan {
  const random = seededRandom(SEED);
  const days = workingDays(FIRST_DAY, LAST_DAY);
  const opened = Array.from({ length: CASES }, () => random.int(0, days.length - 1)).sort((a, b) => a - b);
  const outlines = opened.map((index) => outlineCase(random, days[index] ?? FIRST_DAY));
  shareOutTotals(random, outlines);
  return { cases: outlines.map((outline, index) => writeCase(random, outline, index)) };
}

function outlineCase(random: Random, day: PlainDate): CaseOutline {
  const place = random.chance(0.6) ? random.pick(PLACES.slice(0, 3) as [Place, ...Place[]]) : random.pick(PLACES);
  const projects = SEASON_PROJECTS.filter(({ code }) => code.slice(5, 11) === place.townCode.slice(0, 6));
  const count = Number(random.weighted({ '1': 30, '2': 30, '3': 22, '4': 12, '5': 6 }));
  const items = new Set<SeasonItem>();
  while (items.size < count) items.add(random.weighted(ITEM_SHARES));
  return {
    day,
    place,
    project: random.pick(projects as [SeasonProject, ...SeasonProject[]]),
    openedBy: random.chance(SHARE_FILED_ONLINE) ? 'owner' : 'clerk',
    applications: [...items].map((item) => ({
      item,
      story: random.weighted(STORY_SHARES),
      weight: 0.3 + random.next() * 2,
      approved: 0,
      applied: 0,
    })),
  };
}

const STORY_SHARES = Object.fromEntries(Object.entries(STORIES).map(([story, { share }]) => [story, share])) as Record<
  Story,
  number
>;

/** Shares each published total out among the granted applications; the others apply for quantities of their kind. */
function shareOutTotals(random: Random, outlines: readonly CaseOutline[]): void {
  for (const item of Object.keys(PUBLISHED_2023) as SeasonItem[]) {
    const all = outlines.flatMap(({ applications }) => applications.filter((application) => application.item === item));
    const granted = all.filter(({ story }) => STORIES[story].ends === 'granted');
    const parts = splitExactly(
      PUBLISHED_2023[item].total,
      granted.map(({ weight }) => weight),
    );
    const perWeight = PUBLISHED_2023[item].total / granted.reduce((sum, { weight }) => sum + weight, 0);
    for (const application of all) {
      const index = granted.indexOf(application);
      application.approved = parts[index] ?? Math.max(1, Math.floor(perWeight * application.weight));
      const more =
        application.story === 'smaller' ? Math.ceil(application.approved * (0.05 + random.next() * 0.25)) : 0;
      application.applied = application.approved + more;
    }
  }
}

function writeCase(random: Random, outline: CaseOutline, index: number): SeasonCase {
  const { day, place, project, openedBy } = outline;
  const contents = outline.applications.map((application) => writeContent(random, outline, application));
  const openCase: OpenCase = {
    townCode: place.townCode,
    owner: project.owner,
    project: { code: project.code, name: project.name },
    ...(openedBy === 'clerk' ? { agent: agentOf(index) } : {}),
    materials: materialsFor(
      permitItems,
      outline.applications.map(({ item }) => item),
    ),
    applications: contents.map(({ item, form, lines }) => ({ item, form, lines })),
    received: openedBy === 'clerk',
    synthetic: true,
  };
  return {
    id: `season-2023-${String(index + 1).padStart(3, '0')}`,
    openedAt: deskInstant(day, 'intake'),
    openedBy,
    windowId: place.id,
    openCase,
    applications: contents.map((content) => writeSteps(random, outline, content)),
  };
}

type WrittenContent = ApplicationOutline & ApplicationContent & { readonly parts: readonly number[] };

/** Form and lines; the quantity applied for is split over up to three headline lines. */
function writeContent(random: Random, { day, place }: CaseOutline, application: ApplicationOutline): WrittenContent {
  const { item, approved, applied } = application;
  const count = Math.min(item === 'streetlight-relocation' ? 1 : random.int(1, 3), approved);
  const parts = splitExactly(
    applied,
    Array.from({ length: count }, () => 0.5 + random.next()),
  );
  const content = contentOf(item, {
    random,
    flag: (share) => random.chance(share),
    town: place.town,
    from: addCalendarDays(day, random.int(25, 60)),
    amounts: parts.map((part) => quantityOf(item, part)),
  });
  return { ...application, ...content, parts };
}

function writeSteps(random: Random, { day, openedBy }: CaseOutline, content: WrittenContent): SeasonApplication {
  const { item, story, form, lines, parts } = content;
  const agenda = new Agenda(day);
  const filed = openedBy === 'owner' ? submission({ agenda }) : [];
  const cut = content.applied - content.approved;
  const figures = (steps: number) =>
    figuresFor(
      lines,
      lowered(parts, steps).map((part) => quantityOf(item, part)),
    );
  const told = STORIES[story].tell({
    random,
    agenda,
    by: openedBy,
    asked: askedBranches(permitItems, item, { form, lines }),
    figures: cut === 0 ? NO_FIGURES : { lead: figures(cut), other: figures(Math.floor(cut / 2)) },
  });
  return { item, expectedState: STORIES[story].ends, steps: [...filed, ...told] };
}

/** A line that is not named is approved as applied for. */
const NO_FIGURES = { lead: [], other: [] };
