import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const ID_BYTES = 16;
/** Random bytes for 512 ids at a time: asking the system for every id costs more than all the rest of making it. */
const pool = Buffer.alloc(512 * ID_BYTES);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/** A new UUID of version 7: ids made one after another in a process sort in that order. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + ID_BYTES);
  used += ID_BYTES;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Half of the range, so that a millisecond never runs out of sequence numbers.
    sequence = random.readUInt32BE(0) >>> 1;
  } else {
    sequence += 1;
  }
  return v7({ msecs: lastMs, seq: sequence, random });
}
