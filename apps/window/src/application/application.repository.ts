import { Inject, Injectable } from '@nestjs/common';
import { LEDGER_QUEUE } from '#contracts';
import { caseNumber, decisionNumber, shanghaiDate } from '#domain';
import { newMessage, Outbox } from '#messaging';
import { putRows, type Transaction, together, VersionConflict } from '#persistence';
import type { Batch, NewDecision } from './batch.js';
import { placementOf } from './carry-out-effects.js';
import type { KnownAnswer } from './decide.js';
import type { ApplicationRow, ContentRow } from './rows.js';
import { SQL } from './sql.js';
import type { WorkingApplication } from './working-application.js';

const WRITES = {
  cases: SQL.insertCases,
  filed: SQL.fileCases,
  applications: SQL.insertApplications,
  changed: SQL.updateApplications,
  contents: SQL.insertContents,
  history: SQL.insertHistory,
  reviews: SQL.insertReviews,
  closed: SQL.closeReviews,
  decisions: SQL.insertDecisions,
  commands: SQL.insertCommands,
} as const;
const STORE = together('window.store', WRITES);

/** Reads what a batch needs and writes what it decided, set by set, in the caller's transaction. */
@Injectable()
export class ApplicationRepository {
  constructor(@Inject(Outbox) private readonly outbox: Outbox) {}

  /** Answers given earlier, by command id. */
  async knownAnswers(transaction: Transaction, commandIds: readonly string[]): Promise<Map<string, KnownAnswer>> {
    const rows = await transaction.run<KnownAnswer & { command_id: string }>(SQL.commands, [commandIds]);
    return new Map(rows.map((row) => [row.command_id, row]));
  }

  /** Applications by id; an id that does not exist is simply not in the answer. */
  async applications(transaction: Transaction, ids: readonly string[]): Promise<ApplicationRow[]> {
    return ids.length === 0 ? [] : transaction.run<ApplicationRow>(SQL.applications, [ids]);
  }

  /** The newest content of each application. */
  async contents(transaction: Transaction, ids: readonly string[]): Promise<ContentRow[]> {
    return ids.length === 0 ? [] : transaction.run<ContentRow>(SQL.contents, [ids]);
  }

  /** Writes the batch. Throws VersionConflict if another process was faster with any of its applications. */
  async store(transaction: Transaction, batch: Batch): Promise<void> {
    const decisions = await this.giveNumbers(transaction, batch);
    const moved = [...batch.moved];
    const fresh = moved.filter(({ storedVersion }) => storedVersion === 0);
    const changed = moved.filter(({ storedVersion }) => storedVersion > 0);
    const rows = {
      cases: batch.cases.map(({ row, answer }) => ({ ...row, number: answer.number })),
      filed: filedCases(batch),
      applications: fresh.map((application) => ({ ...application.row, ...stateOf(application) })),
      changed: changed.map((application) => changeOf(application)),
      contents: batch.contents,
      history: batch.history,
      reviews: [...batch.newReviews.values()],
      closed: batch.closedReviews,
      decisions,
      commands: batch.answered.map(commandRow),
    } satisfies Record<keyof typeof WRITES, readonly object[]>;
    const parameters = Object.keys(WRITES).map((part) => JSON.stringify(rows[part as keyof typeof WRITES]));
    const [[stored]] = await Promise.all([
      transaction.run<Record<keyof typeof WRITES, number>>(STORE, parameters),
      this.outbox.put(transaction, batch.outgoing),
    ]);
    if (stored?.changed !== changed.length) throw new VersionConflict('application');
  }

  /** Takes the next numbers of every series the batch needs: no gap, because a rollback gives them back. */
  private async giveNumbers(transaction: Transaction, batch: Batch): Promise<object[]> {
    const wanted = new Map<string, number>();
    for (const { series } of [...batch.cases, ...batch.decisions]) wanted.set(series, (wanted.get(series) ?? 0) + 1);
    if (wanted.size === 0) return [];
    const counts = [...wanted].map(([series, count]) => ({ series, count }));
    const rows = await putRows<{ series: string; value: number }>(transaction, SQL.takeNumbers, counts);
    const next = new Map(rows.map(({ series, value }) => [series, value - (wanted.get(series) ?? 0)]));
    const take = (series: string): number => {
      const sequence = (next.get(series) ?? 0) + 1;
      next.set(series, sequence);
      return sequence;
    };
    for (const { series, answer } of batch.cases) answer.number = caseNumber(series, take(series));
    return batch.decisions.map((decision) => numbered(decision, take(decision.series), batch));
  }
}

/** The decision's row; a granted one also tells the ledger, and its number joins application and answer. */
function numbered(decision: NewDecision, sequence: number, batch: Batch): object {
  const { application, series, at, lines } = decision;
  const number = decisionNumber(series, sequence);
  const decidedOn = shanghaiDate(at);
  if (decision.kind === 'granted') {
    application.permitNumber = number;
    if (decision.answer !== undefined) decision.answer.permitNumber = number;
    const payload = {
      ...placementOf(application),
      applicationId: application.id,
      permitNumber: number,
      acceptedOn: application.acceptedOn ?? decidedOn,
      decidedOn,
      lines: [...lines],
    };
    batch.outgoing.push({ queue: LEDGER_QUEUE, message: newMessage('permit.granted', payload, at) });
  }
  return {
    application_id: application.id,
    kind: decision.kind,
    series,
    sequence,
    number,
    reasons: decision.reasons,
    department_id: decision.departmentId,
    lines,
    conditions: decision.conditions,
    decided_on: decidedOn,
    decided_at: at.toISOString(),
  };
}

/** Cases with an application that was a draft until this batch; received, or only submitted. */
function filedCases(batch: Batch): object[] {
  return batch.history.flatMap(({ event, application_id, from_state, at }) => {
    const application = batch.applications.get(application_id);
    if (from_state !== 'draft' && event !== 'clerk.received') return [];
    if (application === undefined || application.storedVersion === 0) return [];
    return [{ case_id: application.row.case_id, received_at: event === 'clerk.received' ? at : null }];
  });
}

function changeOf(application: WorkingApplication) {
  return { id: application.id, stored_version: application.storedVersion, ...stateOf(application) };
}

function stateOf(application: WorkingApplication) {
  return {
    state: application.state,
    version: application.version,
    snapshot: application.stored,
    history_hash: application.hash,
    accepted_on: application.acceptedOn,
    due_on: application.dueOn,
    provisional: application.provisional,
    permit_number: application.permitNumber,
  };
}

function commandRow({ command, answer }: Batch['answered'][number]) {
  const { commandId, fingerprint, at } = command;
  return { command_id: commandId, fingerprint, answer, at: at.toISOString() };
}
