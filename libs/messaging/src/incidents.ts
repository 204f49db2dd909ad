import type { Queue } from 'bullmq';
import type { Incident } from '#contracts';
import { type Database, newId, statement } from '#persistence';
import { newJob } from './queue-job.js';

const RECORD = statement(
  'incident.record',
  `INSERT INTO incident (id, queue, message_id, message_type, message, error, attempts, occurred_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (queue, message_id) WHERE status = 'open' DO NOTHING`,
);
const LIST = statement(
  'incident.list',
  `SELECT id, queue, message_id, message_type, message, error, attempts, occurred_at, status FROM incident
   WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
);
const REPLAY = statement(
  'incident.replay',
  `UPDATE incident SET status = 'replayed', replayed_by = $2 WHERE id = $1 AND status = 'open' RETURNING queue, message`,
);
const REPLAYED = statement('incident.replayed', 'SELECT FROM incident WHERE id = $1 AND replayed_by = $2');

interface IncidentRow {
  id: string;
  queue: string;
  message_id: string;
  message_type: string;
  message: unknown;
  error: string;
  attempts: number;
  occurred_at: Date;
  status: 'open' | 'replayed';
}

/** A message that failed for the last time. */
export interface Failure {
  readonly queue: string;
  readonly message: unknown;
  readonly error: string;
  readonly attempts: number;
}

/** Messages of a service that kept failing: kept until a person replays them. Nothing is ever dropped. */
export class Incidents {
  /** `service` is the name its routes know it by. */
  constructor(
    private readonly database: Database,
    private readonly queues: readonly Queue[],
    private readonly service: string,
  ) {}

  /** Records a failure; the same message has one open incident at most. */
  async record(failure: Failure, at: Date): Promise<void> {
    const { id, type } = failure.message as { id?: unknown; type?: unknown };
    const messageId = typeof id === 'string' ? id : newId();
    await this.database.run(RECORD, [
      newId(),
      failure.queue,
      messageId,
      typeof type === 'string' ? storable(type) : 'unknown',
      storable(JSON.stringify(failure.message ?? null)),
      storable(failure.error),
      failure.attempts,
      at,
    ]);
  }

  /** A page of incidents, newest first; `after` is the id of the last one seen. */
  async list(after: string | undefined, limit: number): Promise<Incident[]> {
    const rows = await this.database.run<IncidentRow>(LIST, [after ?? null, limit]);
    return rows.map((row) => ({
      id: row.id,
      service: this.service,
      queue: row.queue,
      messageId: row.message_id,
      messageType: row.message_type,
      message: row.message,
      error: row.error,
      attempts: row.attempts,
      occurredAt: row.occurred_at.toISOString(),
      status: row.status,
    }));
  }

  /**
   * Puts an open incident's message back on its queue and marks it replayed, both or neither. Returns whether there
   * was such an open incident; the same command again gets the same answer and replays nothing.
   */
  replay(id: string, commandId: string): Promise<boolean> {
    return this.database.runInTransaction(async (transaction) => {
      const [row] = await transaction.run<{ queue: string; message: { id: string } }>(REPLAY, [id, commandId]);
      if (row === undefined) return (await transaction.run(REPLAYED, [id, commandId])).length > 0;
      const queue = this.queues.find(({ name }) => name === row.queue);
      if (queue === undefined) throw new Error(`no queue ${row.queue} is registered for ${this.database.schema}`);
      const job = newJob([row.message]);
      await queue.add(job.name, job.data, { ...job.opts, jobId: `replay_${id}` });
      return true;
    });
  }
}

/** PostgreSQL keeps no NUL and no half of a character; whatever else a broken message holds is kept as it is. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD').replaceAll('\\u0000', '\\uFFFD');
}
