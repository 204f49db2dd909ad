import { z } from 'zod';

/** Schema of an incident: a message that kept failing, kept until a person replays it. */
export const incidentSchema = z.object({
  id: z.uuid(),
  service: z.string(),
  queue: z.string(),
  messageId: z.string(),
  messageType: z.string(),
  error: z.string(),
  attempts: z.int(),
  occurredAt: z.iso.datetime(),
  status: z.enum(['open', 'replayed']),
  message: z.unknown(),
});
/** A message that kept failing. */
export type Incident = z.infer<typeof incidentSchema>;
