import { Inject, Injectable } from '@nestjs/common';
import type { DateCursor, HeadlineTotal, LedgerEntry } from '#contracts';
import { printQuantity } from '#domain';
import { Database, statement } from '#persistence';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';

const HEADLINES = statement(
  'ledger.headlines',
  `SELECT h.item, trim_scale(coalesce(sum(t.quantity) FILTER (WHERE t.measure = 'approved'), 0))::text AS approved,
          trim_scale(coalesce(sum(t.quantity) FILTER (WHERE t.measure = 'applied'), 0))::text AS applied,
          coalesce(bool_or(t.synthetic), false) AS synthetic,
          (SELECT coalesce(sum(c.decisions), 0)::int FROM decision_count c
            WHERE c.item = h.item AND c.month BETWEEN $2 AND $3) AS decisions
   FROM json_to_recordset($1::json) AS h(item text, unit text, kinds json)
   LEFT JOIN total t ON t.item = h.item AND t.month BETWEEN $2 AND $3 AND t.unit = h.unit
     AND t.kind IN (SELECT json_array_elements_text(h.kinds))
   GROUP BY h.item`,
);

const ENTRIES = statement(
  'ledger.entries',
  `SELECT id, permit_number AS "permitNumber", case_number AS "caseNumber", application_id AS "applicationId", item, kind,
          unit, measure, trim_scale(quantity)::text AS quantity, town_code AS "townCode", owner_name AS "ownerName",
          project_code AS "projectCode", accepted_on AS "acceptedOn", decided_on AS "decidedOn"
   FROM entry WHERE item = $1 AND measure = $2 AND decided_on BETWEEN $3 AND $4
     AND ($5::date IS NULL OR (decided_on, id) > ($5::date, $6::uuid))
   ORDER BY decided_on, id LIMIT $7`,
);

/** Reads totals and the entries behind them. */
@Injectable()
export class TotalQueryRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry,
  ) {}

  /** The headline total of every permit item for a year, by date of decision, in the catalogue's order. */
  async headlines(year: number): Promise<{ totals: HeadlineTotal[]; synthetic: boolean }> {
    const entries = this.registry.all().map(({ catalogue }) => catalogue);
    const wanted = entries.map(({ item, headline }) => ({ item, unit: headline.unit, kinds: headline.kinds }));
    const rows = await this.database.run<{
      item: string;
      approved: string;
      applied: string;
      synthetic: boolean;
      decisions: number;
    }>(HEADLINES, [JSON.stringify(wanted), `${year}-01-01`, `${year}-12-01`]);
    const byItem = new Map(rows.map((row) => [row.item, row]));
    const totals = entries.flatMap(({ item, name, headline }) => {
      const row = byItem.get(item);
      if (row === undefined) return [];
      const { approved, applied, decisions } = row;
      const printed = printQuantity(approved, headline.unitName, headline.inTenThousands);
      return [{ item, name, unit: headline.unit, approved, applied, decisions, printed }];
    });
    return { totals, synthetic: rows.some((row) => row.synthetic) };
  }

  /** Entries of one item and year, by date of decision, after the cursor. */
  entries(
    { item, measure, year }: { item: string; measure: string; year: number },
    after: DateCursor | undefined,
    limit: number,
  ): Promise<LedgerEntry[]> {
    const period = [`${year}-01-01`, `${year}-12-31`];
    return this.database.run<LedgerEntry>(ENTRIES, [
      item,
      measure,
      ...period,
      after?.date ?? null,
      after?.id ?? null,
      limit,
    ]);
  }
}
