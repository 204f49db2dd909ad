import { Client as PgClient } from 'pg';
import type { Opinion } from '#contracts';
import { caseOf, roadApplication } from '../builders/case.builder.js';
import type { TestApp } from './app.js';
import { Client } from './client.js';

/** The departments a plain road excavation asks. */
export const ROAD_DEPARTMENTS = ['municipal-works', 'traffic-police', 'natural-resources'] as const;

/** Everybody a road application meets, signed in. */
export interface Desks {
  readonly clerk: Client;
  readonly owner: Client;
  readonly manager: Client;
  readonly admin: Client;
  readonly reviewers: Readonly<Record<(typeof ROAD_DEPARTMENTS)[number], Client>>;
}

/** Signs everybody in. */
export async function desksOf({ url }: TestApp): Promise<Desks> {
  const [clerk, owner, manager, admin, works, police, planning] = await Promise.all(
    ['clerk', 'owner', 'manager', 'admin', ...ROAD_DEPARTMENTS.map((id) => `reviewer-${id}`)].map((name) =>
      Client.signIn(url, name),
    ),
  );
  const signedIn = (client: Client | undefined): Client => {
    if (client === undefined) throw new Error('not signed in');
    return client;
  };
  return {
    clerk: signedIn(clerk),
    owner: signedIn(owner),
    manager: signedIn(manager),
    admin: signedIn(admin),
    reviewers: {
      'municipal-works': signedIn(works),
      'traffic-police': signedIn(police),
      'natural-resources': signedIn(planning),
    },
  };
}

/** A road application that is being checked. */
export async function checkedRoad({ clerk }: Desks, applied?: string): Promise<string> {
  const { applications } = await clerk.openCase(caseOf([roadApplication(applied)]));
  return applications[0]?.id ?? '';
}

/** A road application under review. */
export async function reviewedRoad(desks: Desks, applied?: string): Promise<string> {
  const id = await checkedRoad(desks, applied);
  await desks.clerk.send(id, { type: 'clerk.accepted' });
  return id;
}

/** Approval without reductions by every department at once. */
export async function approveAll({ reviewers }: Desks, id: string): Promise<void> {
  const approved: Opinion = { result: 'approved', quantities: [], conditions: [] };
  await Promise.all(Object.values(reviewers).map((reviewer) => reviewer.review(id, approved)));
}

/** Rows of a query on the product's database; for looking only. */
export async function rowsOf<Row>({ databaseUrl }: TestApp, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new PgClient({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
