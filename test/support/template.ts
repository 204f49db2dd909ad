import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { openDatabase } from '#persistence';
import { DEPARTMENT_DATABASE } from '../../apps/department/src/department.module.js';
import { GATEWAY_DATABASE } from '../../apps/gateway/src/gateway.module.js';
import { LEDGER_DATABASE } from '../../apps/ledger/src/ledger.module.js';
import { WINDOW_DATABASE } from '../../apps/window/src/window.module.js';

/** The database that every test database is a copy of. */
export const TEMPLATE_DATABASE = 'pinglu_template';

/** Any number nobody else uses: the advisory lock under which the template is made. */
const TEMPLATE_LOCK = 7_301_947;

/**
 * Makes the template database unless it is there already; of callers in several processes, one makes it and the others wait.
 * It is made under another name and renamed when complete, so a template that exists is whole.
 */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Belongs to the session: ends with the connection even if this process dies.
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE_DATABASE]);
    if (rowCount) return;
    const unfinished = `${TEMPLATE_DATABASE}_unfinished`;
    await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${unfinished}`);
    await fillTemplate(databaseUrl(adminUrl, unfinished));
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE_DATABASE}`);
  } finally {
    await admin.end();
  }
}

/** Runs the migrations; it must have closed its connections when it resolves, or the database cannot be renamed. */
async function fillTemplate(url: string): Promise<void> {
  for (const database of [GATEWAY_DATABASE, WINDOW_DATABASE, DEPARTMENT_DATABASE, LEDGER_DATABASE]) {
    const opened = await openDatabase({ url, ...database });
    await opened.dataSource.destroy();
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await runMigrations(client).finally(() => client.end());
}

/** The same server and user, another database. */
export function databaseUrl(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
