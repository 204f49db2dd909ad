import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { MessageOf } from '#contracts';
import { CommitLane, Database, newId, type Outcome, putRows } from '#persistence';
import { SQL } from './sql.js';

type PermitGranted = MessageOf<'permit.granted'>;

/** Writes the ledger: entries and totals of a batch of decisions in one transaction, each decision exactly once. */
@Injectable()
export class LedgerService implements BeforeApplicationShutdown {
  readonly #lane = new CommitLane<PermitGranted, null>((messages) => this.commit(messages));

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Books a granted permit; a redelivery does nothing. */
  async book(message: PermitGranted): Promise<void> {
    await this.#lane.submit(message);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#lane.idle();
  }

  private commit(messages: readonly PermitGranted[]): Promise<Outcome<null>[]> {
    return this.database.runInTransaction(async (transaction) => {
      const received = messages.map(({ id, occurredAt }) => ({ message_id: id, received_at: occurredAt }));
      const fresh = await putRows<{ message_id: string }>(transaction, SQL.receive, received);
      const ids = new Set(fresh.map(({ message_id }) => message_id));
      const once = messages.filter(({ id }) => ids.delete(id));
      const entries = once.flatMap(entriesOf);
      await Promise.all([
        putRows(transaction, SQL.insertEntries, entries),
        putRows(transaction, SQL.addToTotals, entries),
        putRows(transaction, SQL.countDecisions, once.map(decisionOf)),
      ]);
      return messages.map(() => ({ answer: null }));
    });
  }
}

/** Two entries a line: what was applied for and what was approved. */
function entriesOf({ id, payload }: PermitGranted) {
  const shared = {
    message_id: id,
    item: payload.item,
    application_id: payload.applicationId,
    permit_number: payload.permitNumber,
    case_number: payload.caseNumber,
    window_id: payload.windowId,
    town_code: payload.townCode,
    owner_uscc: payload.ownerUscc,
    owner_name: payload.ownerName,
    project_code: payload.projectCode,
    project_name: payload.projectName,
    synthetic: payload.synthetic,
    accepted_on: payload.acceptedOn,
    decided_on: payload.decidedOn,
  };
  return payload.lines.flatMap(({ id: lineId, kind, unit, applied, approved }) => {
    const line = { ...shared, line_id: lineId, kind, unit };
    return [
      { ...line, id: newId(), measure: 'applied', quantity: applied },
      { ...line, id: newId(), measure: 'approved', quantity: approved },
    ];
  });
}

const decisionOf = ({ payload }: PermitGranted) => ({
  item: payload.item,
  decided_on: payload.decidedOn,
  town_code: payload.townCode,
});
