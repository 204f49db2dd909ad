import { z } from 'zod';
import { projectCodeSchema, usccSchema } from './identifier.js';
import { quantityLineSchema } from './quantity-line.js';

const name = z.string().trim().min(2).max(100);

/** Schema of the owner organisation (项目业主) of a case. */
export const ownerSchema = z.strictObject({ uscc: usccSchema, name });
/** Schema of the investment project of a case. */
export const projectSchema = z.strictObject({ code: projectCodeSchema, name });
/** Schema of the person who acts for the owner at the window (委托代理人, 行政许可法 art 29). */
export const agentSchema = z.strictObject({ name, phone: z.string().regex(/^[0-9+\- ]{6,20}$/) });

/** Content of one application; `form` and the details of `lines` are validated against the item's own schema. */
export const applicationContentSchema = z.strictObject({
  form: z.record(z.string(), z.unknown()),
  lines: z.array(quantityLineSchema).min(1).max(500),
});
/** The form and the quantity lines of one application. */
export type ApplicationContent = z.infer<typeof applicationContentSchema>;

/** Schema of the body that opens a case. */
export const openCaseSchema = z.strictObject({
  townCode: z.string().regex(/^\d{9}$/),
  owner: ownerSchema,
  project: projectSchema,
  agent: agentSchema.optional(),
  materials: z.array(z.string().max(60)).max(100).default([]),
  applications: z
    .array(z.strictObject({ item: z.string(), ...applicationContentSchema.shape }))
    .min(1)
    .max(20),
  received: z
    .boolean()
    .default(false)
    .describe('true: the clerk has the papers in hand and receives the whole bundle at once; false: a draft'),
  synthetic: z.boolean().default(false).describe('Marks demonstration data; shown wherever the case is shown'),
});
/** The bundle a clerk takes in, or an owner drafts: one owner, one project, one to twenty applications. */
export type OpenCase = z.infer<typeof openCaseSchema>;

/** Schema of the edit of a draft: the parts that are named replace what was there. */
export const editCaseSchema = z.strictObject({
  agent: agentSchema.optional(),
  project: projectSchema.optional(),
  materials: z.array(z.string().max(60)).max(100).optional(),
});
/** An edit of a draft case. */
export type EditCase = z.infer<typeof editCaseSchema>;

/** Schema of one application as the API shows it. */
export const applicationViewSchema = z.object({
  id: z.uuid(),
  caseNumber: z.string(),
  item: z.string(),
  state: z.string(),
  version: z.int(),
  allowedEvents: z.array(z.string()),
  acceptedOn: z.iso.date().nullable(),
  dueOn: z.iso.date().nullable(),
  permitNumber: z.string().nullable(),
  lines: z.array(quantityLineSchema),
  form: z.record(z.string(), z.unknown()),
  reviews: z.array(
    z.object({
      branch: z.string(),
      departmentId: z.string(),
      cycle: z.int(),
      status: z.string(),
      requestedAt: z.iso.datetime(),
      answeredAt: z.iso.datetime().nullable(),
      reviewerName: z.string().nullable(),
      opinion: z.unknown().nullable(),
    }),
  ),
});
/** One application as the API shows it: state, who holds it, what is allowed now. */
export type ApplicationView = z.infer<typeof applicationViewSchema>;

/** Schema of a case as the API shows it. */
export const caseViewSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  version: z.int(),
  windowId: z.string(),
  townCode: z.string(),
  owner: z.object({ uscc: z.string(), name: z.string() }),
  project: z.object({ code: z.string(), name: z.string() }),
  agent: agentSchema.nullable(),
  materials: z.array(z.string()),
  receivedAt: z.iso.datetime().nullable(),
  synthetic: z.boolean(),
  applications: z.array(
    z.object({
      id: z.uuid(),
      item: z.string(),
      state: z.string(),
      version: z.int(),
      permitNumber: z.string().nullable(),
    }),
  ),
});
/** A case (一件事) with a line per application. */
export type CaseView = z.infer<typeof caseViewSchema>;

/** Schema of a keyset page: `next` is the cursor of the following page, null on the last. */
export function pageSchema<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

/** Schema of the query of every list: at most 100 rows after the cursor. */
export const pageQuerySchema = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** Schema of a cursor that is a date and an id, such as `2023-03-06_018a…`; read as its two parts. */
export const dateCursorSchema = z
  .templateLiteral([z.iso.date(), '_', z.uuid()])
  .transform((cursor) => ({ date: cursor.slice(0, 10), id: cursor.slice(11) }));
/** A position in a list sorted by date. */
export type DateCursor = z.output<typeof dateCursorSchema>;

/** A request for one page. */
export type PageQuery = z.infer<typeof pageQuerySchema>;
