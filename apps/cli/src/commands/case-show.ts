import type { ApplicationView, CaseView, CatalogueEntry, Department, ServiceWindow, Text } from '#contracts';
import type { ApiClient } from '../api-client.js';
import { type Desk, SYNTHETIC } from '../desk.js';
import { CliError, EXIT } from '../exit-code.js';
import { type Holder, holdersOf, STATE_NAMES } from '../holders.js';
import { officeTime, table } from '../table.js';

const NOTHING = '—';

/** An application with who holds it, and until when the law gives them. */
type HeldApplication = ApplicationView & { readonly holders: readonly Holder[]; readonly until: string | null };

/** `pinglu case show <number>`: a case, and who holds each of its applications until when. */
export async function showCase(desk: Desk, number: string): Promise<void> {
  const client = await desk.signIn('manager');
  const { rows } = await client.get<{ rows: CaseView[] }>(`/api/cases?number=${encodeURIComponent(number)}`);
  const [found] = rows;
  if (found === undefined) {
    throw new CliError(EXIT.notFound, desk.say({ zh: `没有案件 ${number}。`, en: `There is no case ${number}.` }));
  }
  const names = await readNames(desk, client);
  const applications = await Promise.all(
    found.applications.map(async ({ id }): Promise<HeldApplication> => {
      const application = await client.get<ApplicationView>(`/api/applications/${id}`);
      const holders = holdersOf(application, found).map((one) => ({ ...one, name: nameOf(one, names) }));
      return { ...application, holders, until: holders.length === 0 ? null : application.dueOn };
    }),
  );
  desk.answer({ ...found, applications }, () => [
    ...caseLines(desk, found, names),
    '',
    ...table([header(desk), ...applications.map((application) => row(desk, application, names))]),
  ]);
}

/** What the catalogue calls items, departments and windows. */
type Names = ReadonlyMap<string, string>;

async function readNames(desk: Desk, client: ApiClient): Promise<Names> {
  const [items, departments, windows] = await Promise.all([
    client.get<CatalogueEntry[]>('/api/catalogue/items'),
    client.get<Department[]>('/api/catalogue/departments'),
    client.get<ServiceWindow[]>('/api/catalogue/windows'),
  ]);
  return new Map([
    ...items.map(({ item, name }) => [`item:${item}`, desk.say(name)] as const),
    ...departments.map(({ id, name }) => [`department:${id}`, desk.say(name)] as const),
    ...windows.map(({ id, name }) => [`window:${id}`, desk.say(name)] as const),
  ]);
}

const nameOf = ({ kind, id, name }: Holder, names: Names): string => names.get(`${kind}:${id}`) ?? name;

function caseLines(desk: Desk, found: CaseView, names: Names): string[] {
  const { number, owner, project, windowId, receivedAt, synthetic } = found;
  const title = `${desk.say({ zh: '案件', en: 'Case' })} ${number}`;
  const facts: [Text, string][] = [
    [{ zh: '业主', en: 'owner' }, `${owner.name} ${owner.uscc}`],
    [{ zh: '项目', en: 'project' }, `${project.name} ${project.code}`],
    [{ zh: '专窗', en: 'window' }, names.get(`window:${windowId}`) ?? windowId],
    [{ zh: '收件', en: 'received' }, receivedAt === null ? NOTHING : officeTime(receivedAt)],
  ];
  return [
    synthetic ? `${title} ${desk.say(SYNTHETIC)}` : title,
    ...table(facts.map(([label, value]) => [desk.say(label), value])),
  ];
}

function header(desk: Desk): string[] {
  return [
    { zh: '事项', en: 'item' },
    { zh: '状态', en: 'state' },
    { zh: '由谁办理', en: 'held by' },
    { zh: '期限', en: 'until' },
    { zh: '文号', en: 'permit' },
  ].map((text) => desk.say(text));
}

function row(desk: Desk, application: HeldApplication, names: Names): string[] {
  const { item, state, holders, until, permitNumber } = application;
  const held = holders.map(({ name }) => name).join(desk.say(COMMA));
  const stateName = STATE_NAMES[state];
  return [
    names.get(`item:${item}`) ?? item,
    stateName === undefined ? state : desk.say(stateName),
    held || NOTHING,
    until ?? NOTHING,
    permitNumber ?? NOTHING,
  ];
}

const COMMA: Text = { zh: '、', en: ', ' };
