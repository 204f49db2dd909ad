import type { JobsOptions } from 'bullmq';
import type { OutgoingMessage } from './outbox.js';

/** What one BullMQ job carries: one or more messages for the same queue. Each keeps its own id in the inbox. */
export interface QueueJob {
  readonly messages: readonly unknown[];
}

/** Name of every job; what it is about is in the messages. */
export const JOB_NAME = 'messages';

const MESSAGES_PER_JOB = 50;

/** Five tries over about fifteen seconds; then the message becomes an incident. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 5,
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
 * Groups messages by queue into jobs of at most fifty, in their order. The job's id is that of its first message with
 * their number, so that a relay that died between adding and marking adds the same jobs again and BullMQ drops them.
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
export function newJob(messages: readonly { id: string }[]): NewJob {
  const jobId = `${messages[0]?.id ?? 'empty'}_${messages.length}`;
  return { name: JOB_NAME, data: { messages }, opts: { ...JOB_OPTIONS, jobId } };
}

function chunks<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < list.length; from += MESSAGES_PER_JOB)
    parts.push(list.slice(from, from + MESSAGES_PER_JOB));
  return parts;
}
