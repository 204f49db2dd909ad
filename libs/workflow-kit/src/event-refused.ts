import type { PermitEventType } from './permit-event.js';

/** The state does not accept the event. Names what it accepts now; answered as HTTP 409. */
export class EventRefused extends Error {
  readonly event: string;
  readonly state: string;
  readonly allowedEvents: readonly PermitEventType[];

  constructor(event: string, state: string, allowed: readonly PermitEventType[]) {
    super(`${event} is not accepted in state ${state}; accepted: ${allowed.join(', ') || 'nothing'}`);
    this.name = 'EventRefused';
    this.event = event;
    this.state = state;
    this.allowedEvents = allowed;
  }
}
