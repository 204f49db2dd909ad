import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseUrl, prepareTemplate, TEMPLATE_DATABASE } from './template.js';

/** A database of one test's own. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, cutting off whoever is still connected. */
  drop(): Promise<void>;
}

let prepared: Promise<void> | undefined;

/** Copies the migrated template into a new database, in some tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = serverUrl('TEST_POSTGRES_URL');
  // Here rather than in a global setup: the migrations are TypeScript, which Jest only transforms within tests.
  prepared ??= prepareTemplate(adminUrl);
  await prepared;
  const name = `test_${process.env['JEST_WORKER_ID'] ?? '0'}_${randomBytes(6).toString('hex')}`;
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: databaseUrl(adminUrl, name),
    drop: () => execute(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The URL of a server that `npm test` started for this run: TEST_POSTGRES_URL or TEST_REDIS_URL. */
export function serverUrl(variable: 'TEST_POSTGRES_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: run the tests by "npm test -- <path>", which starts the servers`);
  return url;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
