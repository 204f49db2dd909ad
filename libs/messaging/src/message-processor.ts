import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Inject, Logger, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { type Job, type Queue, UnrecoverableError } from 'bullmq';
import { type Message, messageSchema } from '#contracts';
import { RuleViolation } from '#domain';
import { Clock, ProblemError } from '#platform';
import { FailedJobs } from './failed-jobs.js';
import { Incidents } from './incidents.js';
import { messagesIn, newJob, type QueueJob } from './queue-job.js';

/** What a service does with the messages of its queues. */
export abstract class MessageHandler {
  /**
   * Carries out one message, with its id written to the inbox in the same transaction. Throws on failure, so that the
   * queue tries again; a message that was carried out before is answered without effect.
   */
  abstract handle(message: Message): Promise<void>;
}

/** Queues of a service's process, to add messages to and to read failures from. */
export const QUEUES = Symbol('Queues');

const CONCURRENCY = 8;
/** A job is stalled when its process died; it is as good as new for the next one. */
const MAX_STALLED = 20;
/** How long a failure may wait for its incident when the database was away. */
const SWEEP_MS = 30_000;

/**
 * Takes jobs from one queue, reads their messages with the contract and hands them to the service's handler. In a job
 * of many, a message that fails is put on the queue again by itself, so that it cannot hold up the others. What fails
 * for the last time becomes an incident. One class per queue, made by {@link processorFor}.
 */
abstract class MessageProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('queue');
  readonly #failedJobs: FailedJobs;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MessageHandler) private readonly handler: MessageHandler,
    @Inject(Incidents) incidents: Incidents,
    @Inject(QUEUES) private readonly queues: readonly Queue[],
    @Inject(Clock) clock: Clock,
  ) {
    super();
    this.#failedJobs = new FailedJobs(incidents, clock);
  }

  override async process(job: Job<QueueJob>): Promise<void> {
    const messages = messagesIn(job);
    const results = await Promise.allSettled(messages.map((message) => this.handle(message)));
    const failed = messages.filter((_, index) => results[index]?.status === 'rejected');
    if (failed.length === 0) return;
    const first = results.find((result) => result.status === 'rejected');
    if (messages.length === 1) throw first?.reason;
    this.#logger.warn(`${failed.length} of ${messages.length} messages on ${job.queueName} are tried by themselves`);
    await this.queue(job.queueName).addBulk(failed.map((message) => newJob([message])));
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<QueueJob> | undefined, error: Error): void {
    if (job !== undefined && isFinal(job, error)) void this.#failedJobs.record(job, error.message);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.#logger.warn(`worker: ${error.message}`);
  }

  /** Records, now and then, what failed for the last time while it could not be recorded. */
  onApplicationBootstrap(): void {
    const sweep = () =>
      this.#failedJobs.sweep(this.queue(this.worker.name)).catch((error: unknown) => {
        this.#logger.warn(`failed jobs of ${this.worker.name} not read: ${String(error)}`);
      });
    this.#timer = setInterval(() => void sweep(), SWEEP_MS);
    void sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.worker.close();
  }

  private async handle(message: unknown): Promise<void> {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) throw new UnrecoverableError(`not a message of the contract: ${parsed.error.message}`);
    try {
      await this.handler.handle(parsed.data);
    } catch (error) {
      // What a rule refuses it will refuse again: a person has to look at it, not the queue.
      if (error instanceof ProblemError || error instanceof RuleViolation) throw new UnrecoverableError(error.message);
      throw error;
    }
  }

  private queue(name: string): Queue {
    const queue = this.queues.find((candidate) => candidate.name === name);
    if (queue === undefined) throw new Error(`queue ${name} is not registered`);
    return queue;
  }
}

function isFinal(job: Job, error: Error): boolean {
  return (
    error instanceof UnrecoverableError || job.finishedOn !== undefined || job.attemptsMade >= (job.opts.attempts ?? 1)
  );
}

/** The processor class of one queue, a provider of the service that serves it. */
export function processorFor(queue: string): Type<WorkerHost> {
  class QueueProcessor extends MessageProcessor {}
  Processor(queue, { concurrency: CONCURRENCY, maxStalledCount: MAX_STALLED })(QueueProcessor);
  Object.defineProperty(QueueProcessor, 'name', { value: `${queue}.processor` });
  return QueueProcessor as unknown as Type<WorkerHost>;
}
