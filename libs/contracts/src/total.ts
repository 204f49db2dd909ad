import { z } from 'zod';
import { textSchema } from './text.js';
import { unitSchema } from './unit.js';

/** Schema of one headline total: the figure of one permit item as the yearly report prints it. */
export const headlineTotalSchema = z.object({
  item: z.string(),
  name: textSchema,
  unit: unitSchema,
  approved: z.string(),
  applied: z.string(),
  decisions: z.int(),
  printed: z.string().describe('The figure in the form of the yearly report, 万 where it prints 万'),
});
/** A permit item's headline total of a period. */
export type HeadlineTotal = z.infer<typeof headlineTotalSchema>;

/** Schema of the answer to a totals query; the figures carry their unit, date basis, period and as-of time. */
export const totalsViewSchema = z.object({
  year: z.int(),
  dateBasis: z.literal('decision'),
  asOf: z.iso.datetime(),
  synthetic: z.boolean(),
  totals: z.array(headlineTotalSchema),
});
/** Headline totals of one year. */
export type TotalsView = z.infer<typeof totalsViewSchema>;

/** Schema of one ledger entry as a drill-down shows it. */
export const ledgerEntrySchema = z.object({
  id: z.string(),
  permitNumber: z.string(),
  caseNumber: z.string(),
  applicationId: z.uuid(),
  item: z.string(),
  kind: z.string(),
  unit: unitSchema,
  measure: z.enum(['applied', 'approved']),
  quantity: z.string(),
  townCode: z.string(),
  ownerName: z.string(),
  projectCode: z.string(),
  acceptedOn: z.iso.date(),
  decidedOn: z.iso.date(),
});
/** One signed entry of the quantity ledger. */
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
