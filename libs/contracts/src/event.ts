import { z } from 'zod';
import { applicationContentSchema } from './case.js';

const reasons = z.string().trim().min(2).max(2000);

/**
 * Schema of what a person can tell an application over HTTP, named `actor.pastTense`. The prefix says who may send
 * it: `clerk.*` the window's clerk, `owner.*` the project owner or the clerk on the owner's behalf.
 */
export const applicationEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('owner.submitted') }),
  z.strictObject({ type: z.literal('clerk.received') }),
  z.strictObject({ type: z.literal('clerk.accepted') }),
  z.strictObject({
    type: z.literal('clerk.correctionNoticed'),
    missing: z.array(z.string().trim().min(2).max(300)).min(1).max(50).describe('Everything that is missing, at once'),
  }),
  z.strictObject({
    type: z.literal('clerk.declined'),
    ground: z.enum(['notRequired', 'notCompetent', 'incomplete']),
    reasons,
    rightAgency: z.string().trim().min(2).max(100).optional(),
  }),
  z.strictObject({ type: z.literal('owner.corrected'), content: applicationContentSchema.optional() }),
  z.strictObject({ type: z.literal('owner.resubmitted'), branch: z.string().min(1), note: z.string().max(2000) }),
  z.strictObject({ type: z.literal('owner.withdrew'), reasons }),
]);
/** An event a person sends. */
export type ApplicationEvent = z.infer<typeof applicationEventSchema>;
/** The name of an event a person sends. */
export type ApplicationEventType = ApplicationEvent['type'];
