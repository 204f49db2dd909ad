import { hash } from 'node:crypto';
import type { HistoryEntry } from './rows.js';

/** What the first entry of a history is chained to. */
export const CHAIN_START = '';

/**
 * The hash of a history entry, over the entry and the hash before it: an entry that is changed, removed or slipped in
 * breaks every hash after it.
 */
export function chainHash(previous: string, entry: HistoryEntry): string {
  const content = JSON.stringify([
    previous,
    entry.application_id,
    entry.sequence,
    entry.event,
    entry.payload,
    entry.actor_id,
    entry.actor_name,
    entry.from_state,
    entry.to_state,
    entry.at,
    entry.command_id,
  ]);
  return hash('sha256', content, 'base64url');
}
