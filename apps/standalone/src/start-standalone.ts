import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import getPort from 'get-port';
import { startEmbeddedPostgres } from '#embedded-postgres';
import { type Config, createHttpApp, readConfig, SystemClock, serveOpenApi, VirtualClock } from '#platform';
import { permitItems } from '#workflows';
import { AccountService } from '../../gateway/src/accounts/account.service.js';
import { DEMO_PASSWORD, demoAccounts } from './demo-accounts.js';
import { StandaloneModule } from './standalone.module.js';

/** Where the embedded database keeps its data, below the folder the product is started in. */
export const DATA_FOLDER = '.data';

/** How to start. */
export interface StandaloneOptions {
  /** The port wished for; the next free one is taken if somebody else has it. 0 for any. */
  readonly port?: number;
  /** Log errors only, not warnings. */
  readonly quiet?: boolean;
}

/** A running product. */
export interface Standalone {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  readonly url: string;
  /** Stops the services, then the embedded database if there is one. */
  stop(): Promise<void>;
}

/**
 * Starts every service in this process. Without `DATABASE_URL` a real PostgreSQL is started on {@link DATA_FOLDER};
 * without `REDIS_URL` the queues run on PostgreSQL. Demonstration mode is on with the embedded database unless
 * `DEMO=false`. Throws DatabaseInUseError if another process uses the data folder.
 */
export async function startStandalone(options: StandaloneOptions = {}): Promise<Standalone> {
  const environment = process.env;
  const embedded =
    environment['DATABASE_URL'] === undefined
      ? await startEmbeddedPostgres({ dataDir: `${DATA_FOLDER}/postgres` })
      : undefined;
  try {
    const wished = options.port ?? Number(environment['PORT'] ?? 3000);
    const config = readConfig({
      ...environment,
      DATABASE_URL: environment['DATABASE_URL'] ?? embedded?.url,
      DEMO: environment['DEMO'] ?? String(embedded !== undefined),
      LOG_LEVEL: environment['LOG_LEVEL'] ?? (options.quiet === true ? 'error' : 'warn'),
      PORT: String(wished === 0 ? 0 : await getPort({ port: [wished, wished + 1, wished + 2, wished + 3] })),
    });
    return await listen(config, async () => embedded?.stop());
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function listen(config: Config, after: () => Promise<void>): Promise<Standalone> {
  const clock = config.demo ? new VirtualClock() : new SystemClock();
  const app = await createHttpApp(StandaloneModule.forRoot(config, clock, permitItems), config);
  try {
    serveOpenApi(app);
    await app.listen(config.port, config.host);
    const accounts = app.get(AccountService, { strict: false });
    if (config.demo) await accounts.ensureDemonstration(demoAccounts(permitItems), DEMO_PASSWORD);
    else if (config.adminPassword !== undefined) await accounts.bootstrap(config.adminPassword);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    app,
    config,
    url,
    stop: async () => {
      await app.close();
      await after();
    },
  };
}
