import type { JobsOptions } from 'bullmq';
import type { OutgoingMessage } from './outbox.js';

/** What one BullMQ job carries: one or more messages for the same queue. Each keeps its own id in the inbox. */
export interface QueueJob {
  readonly messages: readonly unknown[];
}

/** The messages of a job; a job of another shape is itself the message that cannot be read. */
export function messagesIn({ data }: { readonly data: unknown }): readonly unknown[] {
  const messages = (data as Partial<QueueJob> | null | undefined)?.messages;
  return Array.isArray(messages) ? messages : [data];
}

/** Name of every job; what it is about is in the messages. */
export const JOB_NAME = 'messages';

const MESSAGES_PER_JOB = 50;

/** Eight tries over about a minute, long enough for a database to come back; then the message becomes an incident. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: false,
};

/** A job as `Queue.addBulk` takes it. */
export interface NewJob {
  readonly name: string;
  readonly data: QueueJob;
  readonly opts: JobsOptions;
}

/**
 * Groups messages by queue into jobs of at most fifty, in their order. Jobs have ids of BullMQ's own: a relay that died
 * between adding and committing adds its messages again, in other groups perhaps, and only the inbox can tell.
 */
export function jobsByQueue(messages: readonly OutgoingMessage[]): Map<string, NewJob[]> {
  const byQueue = new Map<string, OutgoingMessage['message'][]>();
  for (const { queue, message } of messages) {
    const list = byQueue.get(queue);
    if (list === undefined) byQueue.set(queue, [message]);
    else list.push(message);
  }
  return new Map([...byQueue].map(([queue, list]) => [queue, chunks(list).map((chunk) => newJob(chunk))]));
}

/** A job for messages that belong together. */
export function newJob(messages: readonly unknown[]): NewJob {
  return { name: JOB_NAME, data: { messages }, opts: JOB_OPTIONS };
}

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < list.length; from += MESSAGES_PER_JOB)
    parts.push(list.slice(from, from + MESSAGES_PER_JOB));
  return parts;
}
