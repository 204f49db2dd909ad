import { type CatalogueEntry, type TotalsView, UNITS } from '#contracts';
import { type Desk, SYNTHETIC } from '../desk.js';
import { officeTime, table } from '../table.js';

/** `pinglu totals --year <year>`: the approved quantities of a year, as the yearly report prints them. */
export async function showTotals(desk: Desk, year: number): Promise<void> {
  const client = await desk.signIn('manager');
  const [view, items] = await Promise.all([
    client.get<TotalsView>(`/api/totals?year=${year}`),
    client.get<CatalogueEntry[]>('/api/catalogue/items'),
  ]);
  const phrases = new Map(items.map(({ item, headline }) => [item, desk.say(headline.phrase)]));
  desk.answer(view.totals, () => [heading(desk, view), ...table(rowsOf(desk, view, phrases))]);
}

function heading(desk: Desk, { year, asOf, synthetic }: TotalsView): string {
  const at = officeTime(asOf);
  const text = desk.say({
    zh: `${year}年审批数量，按决定日期，截至 ${at}`,
    en: `Quantities approved in ${year}, by date of decision, as of ${at}`,
  });
  return synthetic ? `${text} ${desk.say(SYNTHETIC)}` : text;
}

function rowsOf(desk: Desk, { totals }: TotalsView, phrases: ReadonlyMap<string, string>): string[][] {
  const header = [
    { zh: '事项', en: 'item' },
    { zh: '年报写法', en: 'as printed' },
    { zh: '审批', en: 'approved' },
    { zh: '申请', en: 'applied for' },
    { zh: '决定（件）', en: 'decisions' },
  ].map((text) => desk.say(text));
  const rows = totals.map(({ item, unit, printed, approved, applied, decisions }) => {
    const name = desk.say(UNITS[unit].name);
    return [phrases.get(item) ?? item, printed, `${approved} ${name}`, `${applied} ${name}`, String(decisions)];
  });
  return [header, ...rows];
}
