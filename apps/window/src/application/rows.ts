import type { Actor, QuantityLine } from '#contracts';
import type { StoredState } from '#workflow-kit';

/** An application as an event finds it, with what its messages say of its case. */
export interface ApplicationRow {
  readonly id: string;
  readonly item: string;
  readonly definition_version: number;
  readonly state: string;
  readonly version: number;
  readonly snapshot: StoredState;
  readonly history_hash: string;
  readonly window_id: string;
  readonly owner_uscc: string;
  readonly accepted_on: string | null;
  readonly due_on: string | null;
  readonly provisional: boolean;
  readonly permit_number: string | null;
  readonly case_id: string;
  readonly case_number: string;
  readonly town_code: string;
  readonly owner_name: string;
  readonly project_code: string;
  readonly project_name: string;
  readonly synthetic: boolean;
}

/** The newest content of an application. */
export interface ContentRow {
  readonly application_id: string;
  readonly revision: number;
  readonly form: Record<string, unknown>;
  readonly lines: QuantityLine[];
}

/** A line of an application's history. */
export interface HistoryEntry {
  readonly application_id: string;
  readonly sequence: number;
  readonly event: string;
  readonly payload: unknown;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly from_state: string | null;
  readonly to_state: string;
  readonly at: string;
  readonly command_id: string;
}

/** Whether an actor may see an application: the clerk its window's, the owner its own, a manager all. */
export function maySee(actor: Actor, row: { window_id: string; owner_uscc: string }): boolean {
  switch (actor.role) {
    case 'clerk':
      return actor.windowId !== undefined && actor.windowId === row.window_id;
    case 'owner':
      return actor.ownerUscc !== undefined && actor.ownerUscc === row.owner_uscc;
    case 'manager':
    case 'system':
      return true;
    default:
      return false;
  }
}
