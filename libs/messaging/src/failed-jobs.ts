import { Logger } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { Clock } from '#platform';
import type { Incidents } from './incidents.js';
import { messagesIn, type QueueJob } from './queue-job.js';

/** Jobs that failed for the last time, turned into incidents; a job leaves BullMQ only when its incident is stored. */
export class FailedJobs {
  readonly #logger = new Logger('queue');

  constructor(
    private readonly incidents: Incidents,
    private readonly clock: Clock,
  ) {}

  /** Records one job's messages. What cannot be recorded now stays in the failed set for the next {@link sweep}. */
  async record(job: Job<QueueJob>, error: string): Promise<void> {
    try {
      for (const message of messagesIn(job)) {
        const failure = { queue: job.queueName, message, error, attempts: job.attemptsMade };
        await this.incidents.record(failure, this.clock.now());
      }
      await job.remove();
    } catch (failure) {
      this.#logger.error(`incident of ${job.queueName} not recorded yet: ${String(failure)}`);
    }
  }

  /** Records what failed while it could not be recorded, a page at a time. */
  async sweep(queue: Queue): Promise<void> {
    const jobs = (await queue.getFailed(0, PAGE - 1)) as Job<QueueJob>[];
    for (const job of jobs) await this.record(job, job.failedReason ?? 'unknown');
  }
}

const PAGE = 200;
