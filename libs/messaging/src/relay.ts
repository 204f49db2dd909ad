import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Database } from '#persistence';
import type { Incidents } from './incidents.js';
import type { Outbox, OutgoingMessage } from './outbox.js';
import { jobsByQueue } from './queue-job.js';

const BATCH = 1000;
/** Finds what a process left behind that died between its commit and its relay. */
const SWEEP_MS = 2000;
const PAUSE_AFTER_FAILURE_MS = 500;

/**
 * Carries messages from a service's outbox to their BullMQ queues. Woken by the commit that wrote them; a slow sweep
 * finds what another process left. Any number may run: rows are taken with SKIP LOCKED, and the transaction that takes
 * them commits only after BullMQ has them, so a message is added at least once and has its effect once.
 */
export class Relay {
  readonly #logger = new Logger('relay');
  readonly #queues: ReadonlyMap<string, Queue>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    queues: readonly Queue[],
    private readonly incidents: Incidents,
  ) {
    this.#queues = new Map(queues.map((queue) => [queue.name, queue]));
  }

  /** Starts carrying. */
  start(): void {
    this.outbox.onPut(() => this.wake());
    this.#timer = setInterval(() => this.wake(), SWEEP_MS);
    this.wake();
  }

  /** Carries what is there, soon; calls while it is carrying are joined. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Finishes what is in hand and stops. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        while ((await this.#carry()) === BATCH);
      } catch (error) {
        // The messages are still in the outbox; the next wake or sweep tries again.
        this.#logger.error(`outbox of ${this.database.schema}: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE_MS));
      }
    }
    this.#running = undefined;
  }

  /** A message for a queue this process does not know must not hold up the others: a person has to look at it. */
  async #putAside(messages: readonly OutgoingMessage[]): Promise<void> {
    for (const { queue, message } of messages) {
      const error = `no queue ${queue} is registered for ${this.database.schema}`;
      await this.incidents.record({ queue, message, error, attempts: 0 }, new Date(message.occurredAt));
    }
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new Error(`queue ${name} is not registered`);
    return queue;
  }

  #carry(): Promise<number> {
    return this.database.runInTransaction(async (transaction) => {
      const messages = await this.outbox.take(transaction, BATCH);
      const routable = messages.filter(({ queue }) => this.#queues.has(queue));
      await Promise.all([...jobsByQueue(routable)].map(([name, jobs]) => this.#queue(name).addBulk(jobs)));
      await this.#putAside(messages.filter(({ queue }) => !this.#queues.has(queue)));
      return messages.length;
    });
  }
}
