import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  dateCursorSchema,
  type LedgerEntry,
  ledgerEntrySchema,
  pageQuerySchema,
  pageSchema,
  type TotalsView,
  totalsViewSchema,
} from '#contracts';
import { Allow, ApiAnswer, Clock } from '#platform';
import { TotalQueryRepository } from './total-query.repository.js';

const year = z.coerce.number().int().min(2000).max(2100);
const totalsQuerySchema = z.object({ year });
const entriesQuerySchema = pageQuerySchema.extend({
  year,
  item: z.string().max(60),
  measure: z.enum(['applied', 'approved']).default('approved'),
  after: dateCursorSchema.optional(),
});

/** Totals of approved quantities, and the decisions behind them. */
@ApiTags('totals')
@Allow('manager')
@Controller('totals')
export class TotalController {
  constructor(
    @Inject(TotalQueryRepository) private readonly queries: TotalQueryRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiAnswer(totalsViewSchema)
  async totals(
    @Query({ schema: totalsQuerySchema }) { year }: z.output<typeof totalsQuerySchema>,
  ): Promise<TotalsView> {
    const { totals, synthetic } = await this.queries.headlines(year);
    return { year, dateBasis: 'decision', asOf: this.clock.now().toISOString(), synthetic, totals };
  }

  @Get('entries')
  @ApiAnswer(pageSchema(ledgerEntrySchema))
  async entries(
    @Query({ schema: entriesQuerySchema }) { after, limit, ...of }: z.output<typeof entriesQuerySchema>,
  ): Promise<{ rows: LedgerEntry[]; next: string | null }> {
    const rows = await this.queries.entries(of, after, limit);
    const last = rows.at(-1);
    return { rows, next: rows.length === limit && last !== undefined ? `${last.decidedOn}_${last.id}` : null };
  }
}
