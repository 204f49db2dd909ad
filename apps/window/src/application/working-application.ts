import type { Actor, ApplicationContent } from '#contracts';
import type { Advanced, PermitDefinition, StoredState } from '#workflow-kit';
import { chainHash } from './history-chain.js';
import type { ApplicationRow, HistoryEntry } from './rows.js';

/** Who sent what, for the history. */
export interface Occurrence {
  readonly event: string;
  readonly payload: unknown;
  readonly actor: Actor;
  readonly at: Date;
  readonly commandId: string;
}

/** A history entry with its hash, ready to be stored. */
export type ChainedEntry = HistoryEntry & { readonly hash: string };

/** One application while its batch is being decided; several commands of a batch may meet it, one after another. */
export class WorkingApplication {
  readonly definition: PermitDefinition;
  /** The version that is stored; 0 for an application this batch opens. */
  readonly storedVersion: number;
  readonly row: ApplicationRow;
  stored: StoredState;
  state: string;
  version: number;
  hash: string;
  acceptedOn: string | null;
  dueOn: string | null;
  provisional: boolean;
  permitNumber: string | null;
  content: (ApplicationContent & { revision: number }) | undefined;

  constructor(definition: PermitDefinition, row: ApplicationRow, storedVersion = row.version) {
    this.definition = definition;
    this.row = row;
    this.storedVersion = storedVersion;
    this.stored = row.snapshot;
    this.state = row.state;
    this.version = row.version;
    this.hash = row.history_hash;
    this.acceptedOn = row.accepted_on;
    this.dueOn = row.due_on;
    this.provisional = row.provisional;
    this.permitNumber = row.permit_number;
  }

  get id(): string {
    return this.row.id;
  }

  /** Moves to the next state and returns the history entry that tells of it. */
  move(next: Advanced, { event, payload, actor, at, commandId }: Occurrence): ChainedEntry {
    const entry: HistoryEntry = {
      application_id: this.id,
      sequence: this.version + 1,
      event,
      payload,
      actor_id: actor.id,
      actor_name: actor.name,
      from_state: this.version === 0 ? null : this.state,
      to_state: next.state,
      at: at.toISOString(),
      command_id: commandId,
    };
    this.stored = next.stored;
    this.state = next.state;
    this.version = entry.sequence;
    this.hash = chainHash(this.hash, entry);
    return { ...entry, hash: this.hash };
  }
}
