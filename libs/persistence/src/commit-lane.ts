/** How one command of a batch ended: with its answer, or refused by a rule without harm to the others. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly refusal: unknown };

/** Somebody else changed a row between read and write; the command may be tried again on what is stored now. */
export class VersionConflict extends Error {
  /** What a caller is told if it never succeeds: try later. */
  readonly statusCode = 503;

  constructor(what: string) {
    super(`changed by somebody else meanwhile: ${what}`);
    this.name = 'VersionConflict';
  }
}

interface Waiting<Command, Answer> {
  readonly command: Command;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/** Settings of a {@link CommitLane}. */
export interface CommitLaneOptions {
  /** Most commands one transaction carries. */
  readonly maxBatch?: number;
}

const CONFLICT_ATTEMPTS = 5;

/** PostgreSQL's own conflicts: a row another process stored first, a deadlock, a serialisation failure. */
const CONFLICT_CODES: ReadonlySet<unknown> = new Set(['23505', '40P01', '40001']);

function isConflict(error: unknown): boolean {
  return error instanceof VersionConflict || CONFLICT_CODES.has((error as { code?: unknown } | null)?.code);
}

/**
 * Group commit: commands that arrive while a commit is in flight form the next batch, and a batch is one transaction.
 * A caller sees one command and one answer. If a batch fails as a whole its commands are tried one by one, so that one
 * bad command hurts only itself; a command that meets a {@link VersionConflict} alone is tried up to five times.
 */
export class CommitLane<Command, Answer> {
  readonly #commit: (batch: readonly Command[]) => Promise<readonly Outcome<Answer>[]>;
  readonly #maxBatch: number;
  #waiting: Waiting<Command, Answer>[] = [];
  #running: Promise<void> | undefined;

  constructor(
    commit: (batch: readonly Command[]) => Promise<readonly Outcome<Answer>[]>,
    options: CommitLaneOptions = {},
  ) {
    this.#commit = commit;
    this.#maxBatch = options.maxBatch ?? 256;
  }

  /** Hands a command in; resolves with its answer once it is durable, rejects with its refusal or failure. */
  submit(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting or in flight. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    // Let everything that arrives in this turn of the event loop join the first batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#maxBatch);
      await this.#settle(batch);
    }
    this.#running = undefined;
  }

  async #settle(batch: readonly Waiting<Command, Answer>[]): Promise<void> {
    try {
      deliver(batch, await this.#commit(batch.map(({ command }) => command)));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) await this.#retry(only, error);
      else for (const waiting of batch) await this.#settle([waiting]);
    }
  }

  async #retry(waiting: Waiting<Command, Answer>, first: unknown): Promise<void> {
    let failure = first;
    for (let attempt = 1; attempt < CONFLICT_ATTEMPTS && isConflict(failure); attempt += 1) {
      try {
        deliver([waiting], await this.#commit([waiting.command]));
        return;
      } catch (error) {
        failure = error;
      }
    }
    waiting.reject(failure);
  }
}

function deliver<Command, Answer>(
  batch: readonly Waiting<Command, Answer>[],
  outcomes: readonly Outcome<Answer>[],
): void {
  for (const [index, waiting] of batch.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) waiting.reject(new Error('the batch gave no outcome for a command'));
    else if ('answer' in outcome) waiting.resolve(outcome.answer);
    else waiting.reject(outcome.refusal);
  }
}
