import { type Message, type MessageOf, type MessageType, messageSchema } from '#contracts';
import { insertStatement, newId, statement, type Transaction } from '#persistence';

/** A message with the queue it goes to. */
export interface OutgoingMessage {
  readonly queue: string;
  readonly message: Message;
}

const INSERT = insertStatement('outbox.insert', 'outbox', { id: 'uuid', queue: 'text', message: 'json' });

const TAKE = statement(
  'outbox.take',
  `WITH taken AS (
     DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id, queue, message)
   SELECT taken.id, queue, CASE WHEN known.id IS NULL THEN message END AS message
   FROM taken LEFT JOIN unnest($2::uuid[]) AS known(id) ON known.id = taken.id ORDER BY taken.id`,
);

/** More than a relay takes at once; what another process's relay has taken is forgotten when so many are kept. */
const KEPT = 4000;

/** Builds a message and checks it against its contract; a fault of our own must not leave the house. */
export function newMessage<T extends MessageType>(
  type: T,
  payload: MessageOf<T>['payload'],
  occurredAt: Date,
): Message {
  return messageSchema.parse({ id: newId(), type, occurredAt: occurredAt.toISOString(), payload });
}

/**
 * Messages of a service that have not reached their queue yet. Written in the transaction of the change they tell of:
 * a rollback publishes nothing, and a crash after the commit loses nothing.
 */
export class Outbox {
  #wake: () => void = () => {};
  /** Messages this process has just stored, so that its relay need not read and parse them again. */
  readonly #fresh = new Map<string, OutgoingMessage>();

  /** Stores messages; the relay is woken when the transaction has committed. */
  async put(transaction: Transaction, messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const rows = messages.map(({ queue, message }) => ({ id: message.id, queue, message }));
    await transaction.run(INSERT, [JSON.stringify(rows)]);
    transaction.afterCommit(() => {
      if (this.#fresh.size + messages.length > KEPT) this.#fresh.clear();
      for (const outgoing of messages) this.#fresh.set(outgoing.message.id, outgoing);
      this.#wake();
    });
  }

  /**
   * Takes up to `limit` messages out, oldest first, leaving those another relay is taking. They are gone when the
   * transaction commits and back if it does not.
   */
  async take(transaction: Transaction, limit: number): Promise<OutgoingMessage[]> {
    const kept = new Map(this.#fresh);
    const rows = await transaction.run<OutgoingMessage & { id: string }>(TAKE, [limit, [...kept.keys()]]);
    return rows.map(({ id, queue, message }) => {
      this.#fresh.delete(id);
      return kept.get(id) ?? { queue, message };
    });
  }

  /** Registers the relay of this process. */
  onPut(wake: () => void): void {
    this.#wake = wake;
  }
}
