import { Inject, Injectable } from '@nestjs/common';
import type { Actor, EditCase } from '#contracts';
import { Database, fingerprint, statement } from '#persistence';
import { notFound, staleVersion, stateConflict } from '#platform';

import { answerAgain, type KnownAnswer } from '../application/decide.js';
import { maySee } from '../application/rows.js';
import { SQL } from '../application/sql.js';

const LOCK = statement(
  'window.lockCase',
  'SELECT version, window_id, owner_uscc FROM service_case WHERE id = $1 FOR UPDATE',
);
// A statement of its own: what another process filed while this one waited for the lock is seen only by the next.
const FILED = statement(
  'window.caseFiled',
  `SELECT FROM application WHERE case_id = $1 AND state NOT IN ('draft', 'withdrawn') LIMIT 1`,
);
const EDIT = statement(
  'window.editCase',
  `UPDATE service_case SET version = version + 1, agent = coalesce($2::json, agent), materials = coalesce($3::json, materials),
          project_code = coalesce($4, project_code), project_name = coalesce($5, project_name)
   WHERE id = $1`,
);

/** Who edits, under which command id, when. */
export interface EditBy {
  readonly actor: Actor;
  readonly commandId: string;
  readonly at: Date;
}

/** Edits drafts. A case that has been filed is not edited any more: what changes it then is an event. */
@Injectable()
export class DraftRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Applies an edit made on `version`, once. Rejects with notFound, staleVersion, stateConflict or keyReused. */
  edit({ actor, commandId, at }: EditBy, caseId: string, version: number, edit: EditCase): Promise<void> {
    return this.database.runInTransaction(async (transaction) => {
      const print = fingerprint(caseId, version, edit);
      const [row] = await transaction.run<{ version: number; window_id: string; owner_uscc: string }>(LOCK, [caseId]);
      if (row === undefined || !maySee(actor, row)) throw notFound();
      // After the lock: the first try of the same command has then stored its answer, or failed.
      const [known] = await transaction.run<KnownAnswer>(SQL.commands, [[commandId]]);
      if (known !== undefined) {
        answerAgain(known, print);
        return;
      }
      if ((await transaction.run(FILED, [caseId])).length > 0) throw stateConflict();
      if (row.version !== version) throw staleVersion();
      await transaction.run(EDIT, [
        caseId,
        edit.agent === undefined ? null : JSON.stringify(edit.agent),
        edit.materials === undefined ? null : JSON.stringify(edit.materials),
        edit.project?.code ?? null,
        edit.project?.name ?? null,
      ]);
      const command = { command_id: commandId, fingerprint: print, answer: { id: caseId }, at: at.toISOString() };
      await transaction.run(SQL.insertCommands, [JSON.stringify([command])]);
    });
  }
}
