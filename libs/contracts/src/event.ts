import { z } from 'zod';
import { applicationContentSchema } from './case.js';
import { addRuleIssue, type Rule } from './rule.js';

const reasons = z.string().trim().min(2).max(2000);

const RIGHT_AGENCY: Rule = {
  id: 'declined.rightAgency',
  text: { zh: '不属本机关职权范围的，须告知应向哪个机关申请', en: 'a finding of not competent names the right agency' },
  legalBasis: '行政许可法 art 32(2)',
};

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
  z
    .strictObject({
      type: z.literal('clerk.declined'),
      ground: z.enum(['notRequired', 'notCompetent', 'incomplete']),
      reasons,
      rightAgency: z.string().trim().min(2).max(100).optional(),
    })
    .superRefine(({ ground, rightAgency }, context) => {
      if (ground === 'notCompetent' && rightAgency === undefined) addRuleIssue(context, RIGHT_AGENCY, ['rightAgency']);
    }),
  z.strictObject({ type: z.literal('owner.corrected'), content: applicationContentSchema.optional() }),
  z.strictObject({ type: z.literal('owner.resubmitted'), branch: z.string().min(1), note: z.string().max(2000) }),
  z.strictObject({ type: z.literal('owner.withdrew'), reasons }),
]);
/** An event a person sends. */
export type ApplicationEvent = z.infer<typeof applicationEventSchema>;
/** The name of an event a person sends. */
export type ApplicationEventType = ApplicationEvent['type'];
