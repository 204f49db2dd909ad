import { z } from 'zod';

/** Schema of the answer to an event. */
export const eventAnswerSchema = z.object({
  applicationId: z.uuid(),
  state: z.string(),
  version: z.int(),
  permitNumber: z.string().nullable(),
  discarded: z.string().optional(),
});

/** Schema of a line of an application's history; `from` is null where it begins, `hash` chains it to the line before. */
export const historyViewSchema = z.object({
  sequence: z.int().positive(),
  event: z.string(),
  payload: z.unknown(),
  actor: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  at: z.iso.datetime(),
  hash: z.string(),
});
