import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Public } from './access.js';
import { ApiAnswer } from './api-answer.js';
import { ProblemError } from './problem-error.js';

/** A check of one thing a service stands on; rejects when the thing is not usable. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** Collects the readiness checks of every module in the process. */
export class Readiness {
  readonly #checks: ReadinessCheck[] = [];

  /** Adds a check; called once by each module at its start. */
  add(check: ReadinessCheck): void {
    this.#checks.push(check);
  }

  /** Names of the checks that fail now, each given two seconds. */
  async failing(): Promise<string[]> {
    const results = await Promise.all(this.#checks.map((check) => passes(check)));
    return this.#checks.filter((_, index) => !results[index]).map(({ name }) => name);
  }
}

async function passes({ check }: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2000);
  });
  const answer = check().then(
    () => true,
    () => false,
  );
  const passed = await Promise.race([answer, late]);
  clearTimeout(timer);
  return passed;
}

/** `/health/live`: the process answers. `/health/ready`: everything it stands on answers too. */
@Public()
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('live')
  @ApiAnswer(z.object({ status: z.literal('live') }))
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiAnswer(z.object({ status: z.literal('ready') }), { problems: [503] })
  async ready(): Promise<{ status: 'ready' }> {
    const failing = await this.readiness.failing();
    if (failing.length === 0) return { status: 'ready' };
    const names = failing.join(', ');
    throw new ProblemError(503, {
      code: 'notReady',
      title: { zh: '服务尚未就绪', en: 'not ready' },
      detail: { zh: `未就绪：${names}`, en: `not ready: ${names}` },
    });
  }
}
