import { z } from 'zod';
import { evidenceSchema } from './catalogue.js';
import { textSchema } from './text.js';

const id = z.string().regex(/^[a-z][a-z-]{1,30}$/);

/** Schema of a town or sub-district, by its nine-digit code. `evidence` says how well its place on the canal is known. */
export const townSchema = z.object({
  code: z.string().regex(/^\d{9}$/),
  name: textSchema,
  county: textSchema,
  evidence: evidenceSchema,
});
/** A town or sub-district on the canal. */
export type Town = z.infer<typeof townSchema>;

/** Schema of a service window (平陆运河项目服务专窗). */
export const windowSchema = z.object({
  id,
  name: textSchema,
  townCode: townSchema.shape.code,
  evidence: evidenceSchema,
});
/** A counter in a town's hall that receives everything for the canal. */
export type ServiceWindow = z.infer<typeof windowSchema>;

/** Schema of a department that reviews applications (审批/会办部门). */
export const departmentSchema = z.object({ id, name: textSchema, evidence: evidenceSchema });
/** An approving or co-reviewing agency or section. */
export type Department = z.infer<typeof departmentSchema>;
