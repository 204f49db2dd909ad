import { CHAIN_START, chainHash } from './history-chain.js';
import type { HistoryEntry } from './rows.js';

const entry = (sequence: number, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  application_id: '018a0000-0000-7000-8000-000000000001',
  sequence,
  event: 'clerk.received',
  payload: { by: '窗口' },
  actor_id: 'clerk',
  actor_name: '窗口人员',
  from_state: 'draft',
  to_state: 'checking',
  at: '2023-03-06T01:30:00.000Z',
  command_id: 'c',
  ...change,
});
const chain = (entries: HistoryEntry[]) => entries.reduce((hash, one) => chainHash(hash, one), CHAIN_START);

describe('the hash chain of a history', () => {
  const whole = [entry(1), entry(2), entry(3)];

  it('is the same for the same history', () => {
    expect(chain(whole)).toBe(chain([entry(1), entry(2), entry(3)]));
  });

  it.each<[string, HistoryEntry[]]>([
    ['an entry is removed', [entry(1), entry(3)]],
    ['entries change places', [entry(2), entry(1), entry(3)]],
    ['an actor is changed', [entry(1, { actor_id: 'somebody' }), entry(2), entry(3)]],
    ['a payload is changed', [entry(1), entry(2, { payload: { by: '他人' } }), entry(3)]],
    ['a time is changed', [entry(1), entry(2, { at: '2023-03-07T01:30:00.000Z' }), entry(3)]],
  ])('breaks when %s', (_, tampered) => {
    expect(chain(tampered)).not.toBe(chain(whole));
  });
});
