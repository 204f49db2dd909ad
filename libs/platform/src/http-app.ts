import fastifyCookie from '@fastify/cookie';
import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './config.js';
import { ContractPipe } from './contract.pipe.js';
import { PinoLogger } from './pino-logger.js';
import { answerProblem, answerUnreadable, ProblemFilter } from './problem.filter.js';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** A root module as Nest takes it: a class, or a dynamic module. */
export type RootModule = Parameters<typeof NestFactory.create>[0];

/** Creates the HTTP application of a service, the same way for every service and for all in one process. */
export async function createHttpApp(root: RootModule | Type, config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    // What fails before a route is found never reaches Nest and its filter.
    frameworkErrors: answerProblem,
    clientErrorHandler: answerUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root as Type, adapter, {
    logger: new PinoLogger(config.logLevel),
    abortOnError: false,
  });
  await app.register(fastifyCookie as never);
  dressApp(app);
  return app;
}

/** Prefix, validation and problem answers; kept apart so that tests dress their own applications alike. */
export function dressApp(app: INestApplication): void {
  app.setGlobalPrefix('api', {
    exclude: [
      { path: 'health/live', method: RequestMethod.GET },
      { path: 'health/ready', method: RequestMethod.GET },
    ],
  });
  app.useGlobalPipes(new ContractPipe());
  app.useGlobalFilters(new ProblemFilter());
}

/** What a stop may take when something it waits for, such as a queue's server, does not answer any more. */
const STOP_TIMEOUT_MS = 15_000;

/**
 * Listens, and stops cleanly at SIGINT or SIGTERM: requests and jobs in hand are finished, then connections close. A
 * second signal ends the process at once, and so does a stop that takes longer than fifteen seconds: what is committed
 * is kept, and what is not is taken up again by the next process.
 */
export async function runHttpApp(app: NestFastifyApplication, config: Config): Promise<string> {
  await app.listen(config.port, config.host);
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return app.getUrl();
}
