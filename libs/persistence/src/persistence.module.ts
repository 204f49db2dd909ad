import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config, Readiness } from '#platform';
import { Database } from './database.js';
import { type DatabaseOptions, openDatabase } from './open-database.js';
import { statement } from './statement.js';

const PING = statement('persistence.ping', 'SELECT 1');

/** Gives the importing service its {@link Database}: opened and migrated before anything that uses it is created. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forService(options: Omit<DatabaseOptions, 'url'>): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: Database,
          inject: [CONFIG, Readiness],
          useFactory: async (config: Config, readiness: Readiness) => {
            const database = await openDatabase({ ...options, url: config.databaseUrl });
            readiness.add({ name: `postgresql:${options.schema}`, check: async () => void (await database.run(PING)) });
            return database;
          },
        },
      ],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.dataSource.destroy();
  }
}
