import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { MessageOf } from '#contracts';
import { RuleViolation } from '#domain';
import { Outbox, type OutgoingMessage } from '#messaging';
import { CommitLane, Database, newId, type Outcome, putRows, type Transaction, VersionConflict } from '#persistence';
import { keyReused, ProblemError } from '#platform';
import type { DeskAnswer, DeskCommand, OpinionAnswer, OpinionCommand, ReceiveCommand, TaskRow } from './command.js';
import { type DecidedOpinion, decideOpinion } from './decide-opinion.js';
import { SQL } from './sql.js';

interface KnownAnswer {
  readonly command_id: string;
  readonly fingerprint: string;
  readonly answer: OpinionAnswer;
}

interface Given {
  readonly command: OpinionCommand;
  readonly decided: DecidedOpinion;
}

/** The department's desk: messages and opinions join one commit lane, so that a batch of them is one transaction. */
@Injectable()
export class ReviewTaskService implements BeforeApplicationShutdown {
  readonly #lane = new CommitLane<DeskCommand, DeskAnswer>((commands) => this.commit(commands));

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Takes in a message once; a redelivery does nothing. */
  async receive(message: ReceiveCommand['message']): Promise<void> {
    await this.#lane.submit({ kind: 'receive', message });
  }

  /** Gives an opinion. Rejects with notFound, stateConflict, staleVersion, keyReused or a RuleViolation. */
  give(command: Omit<OpinionCommand, 'kind'>): Promise<OpinionAnswer> {
    return this.#lane.submit({ kind: 'opinion', ...command }) as Promise<OpinionAnswer>;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#lane.idle();
  }

  private commit(commands: readonly DeskCommand[]): Promise<Outcome<DeskAnswer>[]> {
    return this.database.runInTransaction(async (transaction) => {
      await this.takeIn(transaction, commands);
      return this.decideAndStore(transaction, commands);
    });
  }

  private async takeIn(transaction: Transaction, commands: readonly DeskCommand[]): Promise<void> {
    const messages = commands.flatMap((command) => (command.kind === 'receive' ? [command.message] : []));
    const received = messages.map(({ id, occurredAt }) => ({ message_id: id, received_at: occurredAt }));
    const fresh = await putRows<{ message_id: string }>(transaction, SQL.receive, received);
    const ids = new Set(fresh.map(({ message_id }) => message_id));
    const once = messages.filter(({ id }) => ids.delete(id));
    const requested = once.filter((message) => message.type === 'review.requested').map(taskOf);
    const cancelled = once.filter((message) => message.type === 'review.cancelled').map(keyOf);
    if (once.length === 0) return;
    const reviews = once.map(({ payload }) => `${payload.applicationId}/${payload.branch}/${payload.cycle}`);
    await transaction.run(SQL.lockReviews, [reviews.sort()]);
    await Promise.all([
      putRows(transaction, SQL.insertCancelled, cancelled),
      putRows(
        transaction,
        SQL.insertTasks,
        requested.map(({ task }) => task),
      ),
      putRows(
        transaction,
        SQL.insertContents,
        requested.map(({ content }) => content),
      ),
      putRows(transaction, SQL.cancelTasks, cancelled),
    ]);
  }

  private async decideAndStore(
    transaction: Transaction,
    commands: readonly DeskCommand[],
  ): Promise<Outcome<DeskAnswer>[]> {
    const opinions = commands.filter((command) => command.kind === 'opinion');
    if (opinions.length === 0) return commands.map(() => ({ answer: null }));
    const [known, tasks] = await Promise.all([
      transaction.run<KnownAnswer>(SQL.commands, [opinions.map(({ commandId }) => commandId)]),
      transaction.run<TaskRow>(SQL.tasks, [opinions.map(({ taskId }) => taskId)]),
    ]);
    const desk = new Desk(known, tasks);
    const outcomes = commands.map((command) => (command.kind === 'opinion' ? desk.decide(command) : { answer: null }));
    await this.store(transaction, desk.given);
    return outcomes;
  }

  private async store(transaction: Transaction, given: readonly Given[]): Promise<void> {
    const outgoing: OutgoingMessage[] = given.map(({ decided }) => decided.outgoing);
    const [updated] = await Promise.all([
      putRows(
        transaction,
        SQL.answerTasks,
        given.map(({ decided }) => decided.row),
      ),
      putRows(
        transaction,
        SQL.insertCommands,
        given.map(({ command, decided }) => ({
          command_id: command.commandId,
          fingerprint: command.fingerprint,
          answer: decided.answer,
          at: command.at.toISOString(),
        })),
      ),
      this.outbox.put(transaction, outgoing),
    ]);
    if (updated.length !== given.length) throw new VersionConflict('review task');
  }
}

/** What one batch knows: answers given before, tasks as stored, and what this batch has decided so far. */
class Desk {
  readonly given: Given[] = [];
  readonly #known: Map<string, Omit<KnownAnswer, 'command_id'>>;
  readonly #tasks: Map<string, TaskRow>;

  constructor(known: readonly KnownAnswer[], tasks: readonly TaskRow[]) {
    this.#known = new Map(known.map((row) => [row.command_id, row]));
    this.#tasks = new Map(tasks.map((row) => [row.id, row]));
  }

  decide(command: OpinionCommand): Outcome<DeskAnswer> {
    try {
      const before = this.#known.get(command.commandId);
      if (before !== undefined) {
        if (before.fingerprint !== command.fingerprint) throw keyReused();
        return { answer: before.answer };
      }
      const task = this.#tasks.get(command.taskId);
      const decided = decideOpinion(command, task);
      this.given.push({ command, decided });
      this.#known.set(command.commandId, { fingerprint: command.fingerprint, answer: decided.answer });
      // A second opinion of the same batch finds the task answered.
      if (task !== undefined) this.#tasks.set(task.id, { ...task, ...decided.answer });
      return { answer: decided.answer };
    } catch (error) {
      if (error instanceof ProblemError || error instanceof RuleViolation) return { refusal: error };
      throw error;
    }
  }
}

function taskOf({ payload, occurredAt }: MessageOf<'review.requested'>) {
  const id = newId();
  const task = {
    id,
    ...keyOf({ payload }),
    department_id: payload.departmentId,
    case_number: payload.caseNumber,
    item: payload.item,
    window_id: payload.windowId,
    town_code: payload.townCode,
    owner_uscc: payload.ownerUscc,
    owner_name: payload.ownerName,
    project_code: payload.projectCode,
    project_name: payload.projectName,
    accepted_on: payload.acceptedOn,
    due_on: payload.dueOn,
    provisional: payload.provisional,
    synthetic: payload.synthetic,
    note: payload.note ?? null,
    requested_at: occurredAt,
  };
  return { task, content: { task_id: id, form: payload.form, lines: payload.lines } };
}

function keyOf({ payload }: { payload: { applicationId: string; branch: string; cycle: number } }) {
  return { application_id: payload.applicationId, branch: payload.branch, cycle: payload.cycle };
}
