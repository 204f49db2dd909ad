/** Where every part of the product takes the time from, so that a season can be played and a test can be exact. */
export abstract class Clock {
  /** The current instant. */
  abstract now(): Date;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock that is set by hand: demonstration mode and tests. Runs like the machine's until it is set. */
export class VirtualClock extends Clock {
  #fixed: Date | undefined;

  override now(): Date {
    return this.#fixed ?? new Date();
  }

  /** Stops the clock at an instant. */
  set(instant: Date): void {
    this.#fixed = instant;
  }

  /** Lets the clock follow the machine's again. */
  release(): void {
    this.#fixed = undefined;
  }
}
