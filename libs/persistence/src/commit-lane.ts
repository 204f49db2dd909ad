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
export interface CommitLaneOptions<Command> {
  /** Most commands one transaction carries. */
  readonly maxBatch?: number;
  /**
   * What a command changes. With it one batch is decided while another is being written, and commands of the same key
   * are never in both; without it batches follow one another.
   */
  readonly keyOf?: (command: Command) => string;
}

const BATCHES_AT_ONCE = 2;
/** Most keys of a batch that may have another beside it: a burst becomes two batches that take turns. */
const KEYS_PER_BATCH = 32;
/** A batch beside another must be worth a transaction; fewer commands wait for it and join the next. */
const WORTH_A_BATCH = 16;

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
  readonly #keyOf: ((command: Command) => string) | undefined;
  readonly #running = new Set<Promise<void>>();
  readonly #keysInFlight = new Set<string>();
  #waiting: Waiting<Command, Answer>[] = [];
  #gathering: Promise<void> | undefined;

  constructor(
    commit: (batch: readonly Command[]) => Promise<readonly Outcome<Answer>[]>,
    options: CommitLaneOptions<Command> = {},
  ) {
    this.#commit = commit;
    this.#maxBatch = options.maxBatch ?? 256;
    this.#keyOf = options.keyOf;
  }

  /** Hands a command in; resolves with its answer once it is durable, rejects with its refusal or failure. */
  submit(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      this.#gather();
    });
  }

  /** Resolves when nothing is waiting or in flight. */
  async idle(): Promise<void> {
    while (this.#gathering !== undefined || this.#running.size > 0) {
      await Promise.all([this.#gathering, ...this.#running]);
    }
  }

  /** Lets everything that arrives in this turn of the event loop join the next batch. */
  #gather(): void {
    this.#gathering ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#gathering = undefined;
      while (this.#mayStart()) {
        const batch = this.#take();
        if (batch.length === 0) return;
        this.#start(batch);
      }
    });
  }

  #mayStart(): boolean {
    if (this.#running.size === 0) return this.#waiting.length > 0;
    const isRoom = this.#keyOf !== undefined && this.#running.size < BATCHES_AT_ONCE;
    return isRoom && this.#waiting.length >= WORTH_A_BATCH;
  }

  /** Takes the next batch out of what waits: nothing of a key in flight, and all commands of a key in their order. */
  #take(): Waiting<Command, Answer>[] {
    const keyOf = this.#keyOf;
    if (keyOf === undefined) return this.#waiting.splice(0, this.#maxBatch);
    const batch: Waiting<Command, Answer>[] = [];
    const left: Waiting<Command, Answer>[] = [];
    const keys = new Set<string>();
    for (const waiting of this.#waiting) {
      const key = keyOf(waiting.command);
      const isFree = keys.has(key) || (keys.size < KEYS_PER_BATCH && !this.#keysInFlight.has(key));
      const isTaken = isFree && batch.length < this.#maxBatch;
      if (isTaken) keys.add(key);
      (isTaken ? batch : left).push(waiting);
    }
    this.#waiting = left;
    return batch;
  }

  #start(batch: readonly Waiting<Command, Answer>[]): void {
    const keys = this.#keyOf === undefined ? [] : batch.map(({ command }) => this.#keyOf?.(command) ?? '');
    for (const key of keys) this.#keysInFlight.add(key);
    const running = this.#settle(batch).then(() => {
      for (const key of keys) this.#keysInFlight.delete(key);
      this.#running.delete(running);
      if (this.#waiting.length > 0) this.#gather();
    });
    this.#running.add(running);
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
