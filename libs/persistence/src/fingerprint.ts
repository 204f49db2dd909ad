import { hash } from 'node:crypto';

/** A short digest of what a command says, to tell its repetition from another command under the same key. */
export function fingerprint(...parts: unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}
