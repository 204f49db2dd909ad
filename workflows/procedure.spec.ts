import { advance, allowedEvents, begin, EventRefused, type PermitEvent } from '#workflow-kit';
import { permitItems } from './index.js';

const definition = permitItems.current('road-excavation')!;
const input = {
  lines: [{ id: '1', kind: 'excavation', unit: 'm2' as const, applied: '100.50' }],
  facts: { excavates: true, touchesGreening: false },
};
const play = (events: PermitEvent[]) =>
  events.reduce(
    (last, event) => advance(definition, JSON.parse(JSON.stringify(last.stored)), event),
    begin(definition, input),
  );
const approved = (branch: string, approved?: string, cycle = 1): PermitEvent => ({
  type: 'review.approved',
  branch,
  cycle,
  departmentId: 'any',
  quantities: approved === undefined ? [] : [{ lineId: '1', approved }],
  conditions: [],
});
const received: PermitEvent = { type: 'clerk.received' };
const accepted: PermitEvent = { type: 'clerk.accepted' };

describe('advance', () => {
  it('asks every department whose branch the facts call for, and no other', () => {
    const { effects, state } = play([received, accepted]);
    expect(state).toBe('underReview');
    expect(effects.flatMap((effect) => (effect.type === 'requestReview' ? [effect.params.departmentId] : []))).toEqual([
      'municipal-works',
      'traffic-police',
      'natural-resources',
    ]);
  });

  it('issues the permit with the smallest figure any department approved', () => {
    const { effects, state } = play([
      received,
      accepted,
      approved('trafficPolice', '90'),
      approved('municipalWorks', '80.25'),
      approved('planning'),
    ]);
    expect(state).toBe('granted');
    expect(effects.at(-1)).toMatchObject({ type: 'issuePermit', params: { lines: [{ approved: '80.25' }] } });
  });

  it('returns one branch without touching the others, and counts only answers of the current cycle', () => {
    const events: PermitEvent[] = [
      received,
      accepted,
      approved('trafficPolice'),
      approved('planning'),
      { type: 'review.returned', branch: 'municipalWorks', cycle: 1, departmentId: 'municipal-works', reasons: '补图' },
      { type: 'owner.resubmitted', branch: 'municipalWorks', note: '已补' },
    ];
    expect(() => play([...events, approved('municipalWorks', undefined, 1)])).toThrow(EventRefused);
    expect(play([...events, approved('municipalWorks', undefined, 2)]).state).toBe('granted');
  });

  it('refuses when each department approved something and together they leave nothing', () => {
    const two = { ...input, lines: [...input.lines, { ...input.lines[0]!, id: '2' }] };
    const only = (branch: string, zero: string): PermitEvent => ({
      ...(approved(branch) as Extract<PermitEvent, { type: 'review.approved' }>),
      quantities: [{ lineId: zero, approved: '0' }],
    });
    const events = [received, accepted, only('municipalWorks', '1'), only('trafficPolice', '2'), approved('planning')];
    const last = events.reduce((now, event) => advance(definition, now.stored, event), begin(definition, two));
    expect(last.state).toBe('refused');
    expect(last.effects).toContainEqual({ type: 'refusePermit', params: { reasons: expect.stringContaining('为零') } });
  });

  it('cancels the questions still open when one department refuses', () => {
    const { state, effects } = play([
      received,
      accepted,
      {
        type: 'review.refused',
        branch: 'planning',
        cycle: 1,
        departmentId: 'natural-resources',
        reasons: '不符合规划',
      },
    ]);
    expect(state).toBe('refused');
    expect(effects).toContainEqual({
      type: 'closeReview',
      params: { branch: 'trafficPolice', departmentId: 'traffic-police', cycle: 1, outcome: 'cancelled' },
    });
    expect(effects).toContainEqual({
      type: 'refusePermit',
      params: { reasons: '不符合规划', departmentId: 'natural-resources' },
    });
  });

  it('names the events that are allowed when it refuses one', () => {
    const { stored } = play([
      received,
      { type: 'clerk.correctionNoticed', missing: ['位置图'] },
      { type: 'owner.corrected' },
    ]);
    expect(allowedEvents(definition, stored)).toEqual(['clerk.accepted', 'clerk.declined', 'owner.withdrew']);
    expect(() => advance(definition, stored, { type: 'clerk.correctionNoticed', missing: ['again'] })).toThrow(
      EventRefused,
    );
  });
});
