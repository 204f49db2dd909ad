import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '#persistence';

const READ = statement('gateway.readSetting', 'SELECT value FROM setting WHERE name = $1');
const WRITE = statement(
  'gateway.writeSetting',
  'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
);

/** Small facts about an installation, such as whether its demonstration season has been played. */
@Injectable()
export class SettingsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The value of a setting, or undefined. */
  async read(name: string): Promise<string | undefined> {
    const [row] = await this.database.run<{ value: string }>(READ, [name]);
    return row?.value;
  }

  /** Sets a value. */
  async write(name: string, value: string): Promise<void> {
    await this.database.run(WRITE, [name, value]);
  }
}
