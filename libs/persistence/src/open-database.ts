import { DataSource, type DataSourceOptions } from 'typeorm';
import { Database } from './database.js';

/** Which schema to open, and the migrations and entities that belong to it. */
export interface DatabaseOptions {
  readonly url: string;
  readonly schema: string;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  readonly entities?: NonNullable<DataSourceOptions['entities']>;
  /** Upper bound of connections this service holds. */
  readonly poolSize?: number;
}

const MIGRATION_LOCK = 7_205_759;

/**
 * Opens a service's schema and brings it up to date. Any number of processes may do so at once: an advisory lock lets
 * one of them migrate while the others wait. Throws if the server cannot be reached or a migration fails.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: options.entities ?? [],
    migrations: options.migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    logging: false,
    extra: {
      max: options.poolSize ?? 8,
      // Statements that wait for no answer of each other's share a round trip.
      pipeline: true,
      options: `-c search_path=${options.schema} -c jit=off -c timezone=UTC`,
    },
  });
  await dataSource.initialize();
  try {
    await migrate(dataSource, options.schema);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return new Database(dataSource, options.schema);
}

async function migrate(dataSource: DataSource, schema: string): Promise<void> {
  const guard = dataSource.createQueryRunner();
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await guard.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    await dataSource.runMigrations();
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
  }
}
