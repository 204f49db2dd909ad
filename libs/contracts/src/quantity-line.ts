import { z } from 'zod';
import { quantitySchema, type Unit, unitSchema } from './unit.js';

/** The part of a quantity line that every permit item shares; items add their own details beside it. */
export const quantityLineSchema = z.looseObject({
  id: z.string().min(1).max(40),
  kind: z.string().min(1).max(40),
  unit: unitSchema,
  applied: z.string(),
});

/** One typed line of an application: what kind, in which unit, how much is applied for. */
export type QuantityLine = z.infer<typeof quantityLineSchema>;

/**
 * Schema of one line kind. `details` are the fields the item asks for besides the quantity; unknown fields are
 * refused, so that a misspelled field never disappears silently.
 */
export function lineSchema<K extends string, U extends Unit, D extends z.ZodRawShape>(kind: K, unit: U, details: D) {
  return z.strictObject({
    id: z.string().min(1).max(40),
    kind: z.literal(kind),
    unit: z.literal(unit),
    applied: quantitySchema(unit),
    ...details,
  });
}

/** Schema of a department's figure for one line. */
export const approvedQuantitySchema = z.strictObject({ lineId: z.string().min(1), approved: z.string() });

/** What a department approves of one line; never above what was applied for. */
export type ApprovedQuantity = z.infer<typeof approvedQuantitySchema>;

/** A line as a decision freezes it. */
export const decidedLineSchema = z.object({
  id: z.string(),
  kind: z.string(),
  unit: unitSchema,
  applied: z.string(),
  approved: z.string(),
});

/** A line with its applied and finally approved quantity. */
export type DecidedLine = z.infer<typeof decidedLineSchema>;
