import { Inject, Injectable } from '@nestjs/common';
import type { Actor, CaseView } from '#contracts';
import { Database, statement } from '#persistence';

const COLUMNS = `c.id, c.number, c.version, c.window_id, c.town_code, c.owner_uscc, c.owner_name, c.project_code,
  c.project_name, c.agent, c.materials, c.received_at, c.synthetic,
  (SELECT json_agg(json_build_object('id', a.id, 'item', a.item, 'state', a.state, 'version', a.version,
     'permitNumber', a.permit_number) ORDER BY a.id) FROM application a WHERE a.case_id = c.id) AS applications`;
/** The caller's records only: a clerk's window, an owner's organisation, everything for a manager. */
const SCOPE = '($1::text IS NULL OR c.window_id = $1) AND ($2::text IS NULL OR c.owner_uscc = $2)';

const FIND = statement('window.findCase', `SELECT ${COLUMNS} FROM service_case c WHERE ${SCOPE} AND c.id = $3`);
const BY_NUMBER = statement(
  'window.caseByNumber',
  `SELECT ${COLUMNS} FROM service_case c WHERE ${SCOPE} AND c.number = $3`,
);
const LIST = statement(
  'window.listCases',
  `SELECT ${COLUMNS} FROM service_case c WHERE ${SCOPE} AND ($3::uuid IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4`,
);

interface CaseColumns {
  id: string;
  number: string;
  version: number;
  window_id: string;
  town_code: string;
  owner_uscc: string;
  owner_name: string;
  project_code: string;
  project_name: string;
  agent: CaseView['agent'];
  materials: string[];
  received_at: Date | null;
  synthetic: boolean;
  applications: CaseView['applications'];
}

/** Reads cases within the caller's scope; writes nothing. */
@Injectable()
export class CaseQueryRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One case the actor may see, or undefined. */
  async find(actor: Actor, id: string): Promise<CaseView | undefined> {
    const [row] = await this.database.run<CaseColumns>(FIND, [...scopeOf(actor), id]);
    return row === undefined ? undefined : viewOf(row);
  }

  /** The case of a number, as a list of at most one. */
  async byNumber(actor: Actor, number: string): Promise<CaseView[]> {
    return (await this.database.run<CaseColumns>(BY_NUMBER, [...scopeOf(actor), number])).map(viewOf);
  }

  /** Cases the actor may see, newest first, after the case `after`. */
  async list(actor: Actor, after: string | undefined, limit: number): Promise<CaseView[]> {
    return (await this.database.run<CaseColumns>(LIST, [...scopeOf(actor), after ?? null, limit])).map(viewOf);
  }
}

/** Window and owner to filter by; an actor without its scope sees nothing. */
function scopeOf(actor: Actor): [string | null, string | null] {
  if (actor.role === 'manager') return [null, null];
  return actor.role === 'clerk' ? [actor.windowId ?? '', null] : [null, actor.ownerUscc ?? ''];
}

function viewOf(row: CaseColumns): CaseView {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    windowId: row.window_id,
    townCode: row.town_code,
    owner: { uscc: row.owner_uscc, name: row.owner_name },
    project: { code: row.project_code, name: row.project_name },
    agent: row.agent,
    materials: row.materials,
    receivedAt: row.received_at?.toISOString() ?? null,
    synthetic: row.synthetic,
    applications: row.applications,
  };
}
