import { openCases } from '../plan/open-cases.js';
import { seasonPlan } from '../plan/season-plan.js';
import { FakeProduct } from './fake-product.builder.js';
import { playSeason } from './play-season.js';

const whole = seasonPlan();
const plan = { cases: whole.cases.filter((_, index) => index % 4 === 0) };
const opinionsIn = ({ cases }: typeof plan): number =>
  cases.flatMap(({ applications }) =>
    applications.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'opinion')),
  ).length;

describe('playSeason', () => {
  let product: FakeProduct;
  let baseUrl: string;
  beforeEach(async () => {
    product = new FakeProduct();
    baseUrl = await product.start();
  });
  afterEach(() => product.stop());

  it('plays every case to the end it expects, and never moves the clock while a message is under way', async () => {
    let last = { done: 0, total: 1 };
    const onProgress = (progress: typeof last) => {
      expect(progress.done).toBeGreaterThan(last.done);
      last = progress;
    };
    await playSeason({ baseUrl, password: 'demo', plan, onProgress });
    expect(product.complaints).toEqual([]);
    expect(last.done).toBe(last.total);
    expect(product.opinions).toBe(opinionsIn(plan));
    const instants = product.clock.slice(0, -1);
    expect(product.clock.at(-1)).toBeNull();
    expect([...instants].sort()).toEqual(instants);
    expect([...product.tasks.values()].filter(({ status }) => status === 'pending')).toEqual([]);
  });

  it('goes on where a season was interrupted, without doubling anything', async () => {
    const interrupted = playSeason({
      baseUrl,
      password: 'demo',
      plan,
      onProgress: ({ done, total }) => {
        if (done > total / 2) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    await playSeason({ baseUrl, password: 'demo', plan });
    expect(product.opinions).toBe(opinionsIn(plan));
    expect(product.applications.size).toBe(plan.cases.flatMap(({ applications }) => applications).length);
  });

  it('plays open cases and leaves every department something to do', async () => {
    await playSeason({ baseUrl, password: 'demo', plan: openCases(new Date('2026-11-23T06:30:00Z')) });
    const pending = [...product.tasks.values()].filter(({ status }) => status === 'pending');
    expect(new Set(pending.map(({ departmentId }) => departmentId)).size).toBe(11);
    expect(product.complaints).toEqual([]);
  });

  it('says who was refused what', async () => {
    const [first] = plan.cases;
    const twice = { type: 'clerk.received' } as const;
    const cases = [
      {
        ...first!,
        openedBy: 'clerk' as const,
        openCase: { ...first!.openCase, received: true },
        applications: first!.applications.map((application) => ({
          ...application,
          steps: [{ at: first!.openedAt, kind: 'event' as const, by: 'clerk' as const, event: twice }],
        })),
      },
    ];
    const played = playSeason({ baseUrl, password: 'demo', plan: { cases } });
    await expect(played).rejects.toThrow(/POST \/api\/applications\/.*\/events as clerk-.*: 409/);
  });
});
