import { z } from 'zod';
import { givenOpinionSchema } from './opinion.js';
import { decidedLineSchema, quantityLineSchema } from './quantity-line.js';

/** Queue of the service window: opinions come back on it. */
export const WINDOW_QUEUE = 'window';
/** Queue of the quantity ledger: decisions arrive on it. */
export const LEDGER_QUEUE = 'ledger';

/** The queue of one department. Each department has its own, so that one may run its own instance. */
export function departmentQueue(departmentId: string): string {
  return `department-${departmentId}`;
}

const date = z.iso.date();
const instant = z.iso.datetime({ offset: true });

/** Where an application belongs; copied into messages so that no service reads another's schema. */
export const placementSchema = z.object({
  caseNumber: z.string(),
  item: z.string(),
  windowId: z.string(),
  townCode: z.string(),
  ownerUscc: z.string(),
  ownerName: z.string(),
  projectCode: z.string(),
  projectName: z.string(),
  synthetic: z.boolean(),
});

/** Schema of the payload that asks a department for its opinion. */
export const reviewRequestedSchema = z.object({
  ...placementSchema.shape,
  applicationId: z.uuid(),
  branch: z.string(),
  cycle: z.int().positive(),
  departmentId: z.string(),
  acceptedOn: date,
  dueOn: date,
  provisional: z.boolean(),
  form: z.record(z.string(), z.unknown()),
  lines: z.array(quantityLineSchema),
  note: z.string().optional(),
});

/** Schema of the payload that takes a review task back: the application was withdrawn or ended otherwise. */
export const reviewCancelledSchema = z.object({
  applicationId: z.uuid(),
  branch: z.string(),
  cycle: z.int().positive(),
  departmentId: z.string(),
});

/** Schema of the payload that tells the ledger of a granted permit. */
export const permitGrantedSchema = z.object({
  ...placementSchema.shape,
  applicationId: z.uuid(),
  permitNumber: z.string(),
  acceptedOn: date,
  decidedOn: date,
  lines: z.array(decidedLineSchema),
});

const envelope = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.object({ id: z.uuid(), type: z.literal(type), occurredAt: instant, payload });

/**
 * Schema of every message that crosses a queue. Parsed before it is written to an outbox and again when it is taken
 * from a queue: neither end trusts the other.
 */
export const messageSchema = z.discriminatedUnion('type', [
  envelope('review.requested', reviewRequestedSchema),
  envelope('review.cancelled', reviewCancelledSchema),
  envelope('opinion.given', givenOpinionSchema),
  envelope('permit.granted', permitGrantedSchema),
]);

/** A message between services. `id` is what makes a redelivery harmless; `occurredAt` is an ISO instant. */
export type Message = z.infer<typeof messageSchema>;
/** The name of a message. */
export type MessageType = Message['type'];
/** The message of one type. */
export type MessageOf<T extends MessageType> = Extract<Message, { type: T }>;
