import { z } from 'zod';

/** One fault of the input: which field, which rule it breaks, on what legal basis. */
export const faultSchema = z.object({
  field: z.string().describe('JSON pointer to the field, "" for the whole body'),
  rule: z.string().describe('Identifier of the rule that was broken'),
  message: z.string().describe("What is wrong, in the caller's language"),
  legalBasis: z.string().optional().describe('Statute and article the rule implements'),
});

/** Schema of an RFC 9457 problem with the product's extensions. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  faults: z.array(faultSchema).optional(),
  allowedEvents: z.array(z.string()).optional(),
});

/** The body of every error answer (`application/problem+json`). */
export type Problem = z.infer<typeof problemSchema>;
