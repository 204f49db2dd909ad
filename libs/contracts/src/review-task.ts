import { z } from 'zod';
import { reviewRequestedSchema } from './message.js';
import { opinionSchema } from './opinion.js';

/** States of a review task at its department's desk. */
export const reviewTaskStatusSchema = z.enum(['pending', 'approved', 'returned', 'refused', 'cancelled']);
/** State of a review task. */
export type ReviewTaskStatus = z.infer<typeof reviewTaskStatusSchema>;

/** Schema of one row of a department's inbox. */
export const reviewTaskRowSchema = z.object({
  id: z.uuid(),
  ...reviewRequestedSchema.omit({ form: true, lines: true, note: true }).shape,
  status: reviewTaskStatusSchema,
  version: z.int(),
});
/** A row of the inbox: what it is about and until when. */
export type ReviewTaskRow = z.infer<typeof reviewTaskRowSchema>;

/** Schema of one review task with everything the reviewer needs to decide. */
export const reviewTaskViewSchema = reviewTaskRowSchema.extend({
  ...reviewRequestedSchema.pick({ form: true, lines: true, note: true }).shape,
  opinion: opinionSchema.nullable(),
  reviewerName: z.string().nullable(),
});
/** A review task (审批任务) in full. */
export type ReviewTaskView = z.infer<typeof reviewTaskViewSchema>;
