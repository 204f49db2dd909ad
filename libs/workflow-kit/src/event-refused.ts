import type { PermitEventType } from './permit-event.js';

/** The state does not accept the event. Names what it accepts now; answered as HTTP 409. */
export class EventRefused extends Error {
  readonly event: string;
  readonly state: string;
  readonly #allowed: () => readonly PermitEventType[];

  /** `allowed` is asked only when somebody wants to know: finding it out costs more than the refusal. */
  constructor(event: string, state: string, allowed: () => readonly PermitEventType[]) {
    super(`${event} is not accepted in state ${state}`);
    this.name = 'EventRefused';
    this.event = event;
    this.state = state;
    this.#allowed = allowed;
  }

  /** The events the state accepts now. */
  get allowedEvents(): readonly PermitEventType[] {
    return this.#allowed();
  }
}
