import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { CONFIG, type Config, Readiness } from '#platform';

/** Every worker keeps one connection to listen on for as long as it runs; the rest are for work. */
const POOL_SIZE = 40;
const MIGRATION_LOCK = 7_205_760;

/** What the queues of this process run on, and how it is closed. */
interface Backend {
  readonly connection: Redis | pg.Pool;
  readonly prefix?: string;
  close(): Promise<void>;
}

const BACKEND = Symbol('Backend');

/**
 * The one place that knows what BullMQ runs on: Redis where `REDIS_URL` is set, otherwise the process's own PostgreSQL.
 * Imported once by the root module, before any queue is registered.
 */
@Module({})
export class QueueBackendModule implements OnApplicationShutdown {
  constructor(@Inject(BACKEND) private readonly backend: Backend) {}

  static forRoot(): DynamicModule {
    const backendModule: DynamicModule = {
      module: QueueBackendModule,
      global: true,
      providers: [{ provide: BACKEND, inject: [CONFIG, Readiness], useFactory: openBackend }],
      exports: [BACKEND],
    };
    return {
      ...backendModule,
      imports: [
        BullModule.forRootAsync({
          inject: [BACKEND],
          useFactory: ({ connection }: Backend) => ({ connection: connection as Redis }),
        }),
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend.close();
  }
}

function openBackend(config: Config, readiness: Readiness): Promise<Backend> {
  return config.redisUrl === undefined
    ? openPostgres(config.databaseUrl, readiness)
    : openRedis(config.redisUrl, readiness);
}

async function openRedis(url: string, readiness: Readiness): Promise<Backend> {
  setDefaultBackendFactory();
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  readiness.add({ name: 'redis', check: async () => void (await connection.ping()) });
  await connection.ping();
  return {
    connection,
    close: async () => {
      connection.disconnect();
    },
  };
}

async function openPostgres(url: string, readiness: Readiness): Promise<Backend> {
  setDefaultBackendFactory(createPostgresBackend as never);
  // A pool that is handed in must name BullMQ's schema itself.
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, options: '-c search_path=bullmq -c jit=off' });
  // Every queue and worker of the process listens for errors of the pool they share.
  pool.setMaxListeners(0);
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(client);
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    client.release(true);
  }
  readiness.add({ name: 'postgresql:bullmq', check: async () => void (await pool.query('SELECT 1')) });
  return { connection: pool, close: () => closePool(pool) };
}

/**
 * The pool says it has ended while its connections are still saying good-bye; a server that stops in that moment is
 * no fault to report.
 */
async function closePool(pool: pg.Pool): Promise<void> {
  pool.removeAllListeners('error').on('error', () => undefined);
  await pool.end();
}
