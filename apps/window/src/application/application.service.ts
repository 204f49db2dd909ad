import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { RuleViolation, STATE_COUNCIL_CALENDAR } from '#domain';
import { CommitLane, Database, type Outcome, type Transaction } from '#persistence';
import { ProblemError } from '#platform';
import { EventRefused, PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { ApplicationRepository } from './application.repository.js';
import { Batch } from './batch.js';
import type { CommandAnswer, EventAnswer, EventCommand, OpenAnswer, OpenCommand, WindowCommand } from './command.js';
import { answerAgain, decideEvent, decideOpening, type KnownAnswer } from './decide.js';
import { WorkingApplication } from './working-application.js';

/** Events whose effects or history need the application's content, which is kept out of the hot row. */
const NEEDS_CONTENT: ReadonlySet<string> = new Set(['clerk.accepted', 'owner.corrected', 'owner.resubmitted']);

/**
 * The one door through which the state of an application changes, whoever asks. Commands join the process's commit
 * lane and are decided by the pure engine; a caller sees one command and one durable answer.
 */
@Injectable()
export class ApplicationService implements BeforeApplicationShutdown {
  readonly #lane = new CommitLane<WindowCommand, CommandAnswer>((commands) => this.commit(commands), {
    keyOf: (command) => (command.kind === 'open' ? command.commandId : command.applicationId),
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ApplicationRepository) private readonly repository: ApplicationRepository,
    @Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry,
  ) {}

  /** Opens a case. Rejects with keyReused if the command id was used for another command. */
  open(command: OpenCommand): Promise<OpenAnswer> {
    return this.#lane.submit(command) as Promise<OpenAnswer>;
  }

  /**
   * Sends one event to one application. Rejects with notFound, notAllowed, EventRefused (with the events allowed now),
   * RuleViolation or keyReused; then nothing is stored.
   */
  send(command: EventCommand): Promise<EventAnswer> {
    return this.#lane.submit(command) as Promise<EventAnswer>;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#lane.idle();
  }

  private commit(commands: readonly WindowCommand[]): Promise<Outcome<CommandAnswer>[]> {
    return this.database.runInTransaction((transaction) => this.decideAndStore(transaction, commands));
  }

  private async decideAndStore(
    transaction: Transaction,
    commands: readonly WindowCommand[],
  ): Promise<Outcome<CommandAnswer>[]> {
    const [known, applications] = await Promise.all([
      this.repository.knownAnswers(
        transaction,
        commands.map(({ commandId }) => commandId),
      ),
      this.load(transaction, commands),
    ]);
    const batch = new Batch(applications);
    const outcomes = commands.map((command) => this.decide(command, batch, known));
    if (batch.answered.length > 0) await this.repository.store(transaction, batch);
    return outcomes;
  }

  /** The applications the commands speak of, by id. */
  private async load(
    transaction: Transaction,
    commands: readonly WindowCommand[],
  ): Promise<Map<string, WorkingApplication>> {
    const applications = new Map<string, WorkingApplication>();
    const events = commands.filter((command) => command.kind === 'event');
    const ids = [...new Set(events.map(({ applicationId }) => applicationId))];
    const needing = events
      .filter(({ event }) => NEEDS_CONTENT.has(event.type))
      .map(({ applicationId }) => applicationId);
    const [rows, contents] = await Promise.all([
      this.repository.applications(transaction, ids),
      this.repository.contents(transaction, needing),
    ]);
    for (const row of rows) {
      const definition = this.registry.running(row.item, row.definition_version);
      applications.set(row.id, new WorkingApplication(definition, row));
    }
    for (const { application_id, form, lines, revision } of contents) {
      const application = applications.get(application_id);
      if (application !== undefined) application.content = { form, lines, revision };
    }
    return applications;
  }

  private decide(command: WindowCommand, batch: Batch, known: Map<string, KnownAnswer>): Outcome<CommandAnswer> {
    try {
      const before = known.get(command.commandId);
      if (before !== undefined) return { answer: answerAgain(before, command.fingerprint) };
      const answer =
        command.kind === 'open'
          ? decideOpening(command, batch)
          : decideEvent(command, batch.applications.get(command.applicationId), batch, STATE_COUNCIL_CALENDAR);
      batch.answered.push({ command, answer });
      // The same command twice in one batch: the second is a repetition.
      known.set(command.commandId, { fingerprint: command.fingerprint, answer });
      return { answer };
    } catch (error) {
      // A rule says no before anything of the batch was touched. Any other error is a fault of ours and fails the batch.
      if (error instanceof EventRefused) return { refusal: eventRefused(error) };
      if (error instanceof ProblemError || error instanceof RuleViolation) return { refusal: error };
      throw error;
    }
  }
}

const ONE_NOTICE = {
  zh: '补正通知只能一次性告知（行政许可法第三十二条第一款第四项），本申请已发出过补正通知',
  en: 'the correction notice is one-time (行政许可法 art 32(4)), and this application has had it',
};

/** 409 with the events that are allowed now. */
function eventRefused({ event, state, allowedEvents }: EventRefused): ProblemError {
  const detail =
    event === 'clerk.correctionNoticed' && state === 'checking'
      ? ONE_NOTICE
      : { zh: `当前状态 ${state} 不接受 ${event}`, en: `state ${state} does not accept ${event}` };
  const title = { zh: '当前状态不允许此操作', en: 'the current state does not allow this' };
  return new ProblemError(409, { code: 'eventRefused', title, detail, allowedEvents });
}
