import { z } from 'zod';
import { approvedQuantitySchema } from './quantity-line.js';

const reasons = z.string().trim().min(2).max(2000);
const conditions = z.array(z.string().trim().min(2).max(500)).max(20).default([]);

/** Schema of {@link Opinion}. */
export const opinionSchema = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('approved'),
    quantities: z.array(approvedQuantitySchema).max(500).default([]),
    conditions,
    remarks: z.string().max(2000).optional(),
  }),
  z.strictObject({ result: z.literal('returned'), reasons }),
  z.strictObject({ result: z.literal('refused'), reasons }),
]);

/**
 * A department's answer (审批意见). `approved` may carry conditions and, per line, a smaller quantity (a line that is
 * not named is approved as applied for); `returned` asks the applicant for something on this branch only;
 * `refused` ends the application and must give reasons (行政许可法 art 38).
 */
export type Opinion = z.infer<typeof opinionSchema>;

/** Which opinion, of which branch and review cycle. */
export const givenOpinionSchema = z.object({
  applicationId: z.uuid(),
  branch: z.string().min(1),
  cycle: z.int().positive(),
  departmentId: z.string().min(1),
  reviewerName: z.string().min(1),
  opinion: opinionSchema,
});
