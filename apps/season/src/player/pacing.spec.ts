import { setTimeout as delay } from 'node:timers/promises';
import { seasonPlan } from '../plan/season-plan.js';
import { idempotencyKey } from './idempotency.js';
import { momentsOf } from './moments.js';
import { eachConcurrently, waitFor } from './pacing.js';

describe('eachConcurrently', () => {
  it('does everything once, never more than the limit at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await eachConcurrently([...Array(40).keys()], 4, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await delay(item % 3);
      running -= 1;
      done.push(item);
    });
    expect(most).toBe(4);
    expect(done.sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
  });

  it('starts nothing after a failure', async () => {
    let started = 0;
    const work = eachConcurrently([1, 2, 3, 4, 5, 6], 2, async () => {
      started += 1;
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(started).toBeLessThanOrEqual(2);
  });
});

describe('waitFor', () => {
  it('asks until there is an answer', async () => {
    let asked = 0;
    expect(await waitFor('three', 1_000, async () => (++asked === 3 ? 'yes' : undefined))).toBe('yes');
  });

  it('says what did not happen', async () => {
    await expect(waitFor('a miracle', 20, async () => undefined)).rejects.toThrow('in vain for a miracle');
  });
});

describe('momentsOf', () => {
  const plan = seasonPlan();
  const moments = momentsOf(plan);

  it('holds every opening and every step once, in order of time', () => {
    const instants = moments.map(({ at }) => at);
    expect([...instants].sort()).toEqual(instants);
    expect(moments.flatMap(({ opened }) => opened.map(({ id }) => id)).sort()).toEqual(
      plan.cases.map(({ id }) => id).sort(),
    );
    const played = moments.flatMap(({ applications }) => applications.flatMap((one) => one.steps));
    const planned = plan.cases.flatMap(({ applications }) => applications.flatMap(({ steps }) => steps));
    expect(played).toHaveLength(planned.length);
    expect(new Set(played)).toEqual(new Set(planned));
  });

  it('says where in its application each step stands', () => {
    for (const { of, application, from, steps } of moments.flatMap(({ applications }) => applications)) {
      expect(of.applications[application]?.steps.slice(from, from + steps.length)).toEqual(steps);
    }
  });
});

describe('idempotencyKey', () => {
  it('is the same for the same act, and another for another', () => {
    expect(idempotencyKey('case', 1, 2)).toBe(idempotencyKey('case', 1, 2));
    expect(idempotencyKey('case', 1, 2)).not.toBe(idempotencyKey('case', 12));
  });
});
