import type { Actor, OpenCase } from '#contracts';
import { caseSeries, opinionFaults, refuseFaults, shanghaiDate, type WorkingCalendar } from '#domain';
import { newId } from '#persistence';
import { keyReused, notAllowed, notFound } from '#platform';
import { advance, begin, EventRefused, type PermitEvent } from '#workflow-kit';
import type { Batch } from './batch.js';
import { carryOutEffects } from './carry-out-effects.js';
import type { CommandAnswer, EventAnswer, EventCommand, NewApplication, OpenAnswer, OpenCommand } from './command.js';
import { CHAIN_START } from './history-chain.js';
import { type ApplicationRow, maySee } from './rows.js';
import { WorkingApplication } from './working-application.js';

/** An answer given earlier to a command id. */
export interface KnownAnswer {
  readonly fingerprint: string;
  readonly answer: CommandAnswer;
}

/** The first answer to a repeated command; refuses another command under the same id. */
export function answerAgain(known: KnownAnswer, fingerprint: string): CommandAnswer {
  if (known.fingerprint !== fingerprint) throw keyReused();
  return known.answer;
}

/** Decides the opening of a case: its rows join the batch, its number is given later. */
export function decideOpening(command: OpenCommand, batch: Batch): OpenAnswer {
  const { body, windowId, at, actor } = command;
  const caseId = newId();
  const series = caseSeries(windowId, shanghaiDate(at));
  const applications = command.applications.map((application) => {
    const working = new WorkingApplication(application.definition, blankRow(command, caseId, application), 0);
    working.content = { ...application.content, revision: 1 };
    open(working, command, application, batch);
    return { id: working.id, item: working.row.item, state: working.state, version: working.version };
  });
  const answer = { id: caseId, number: '', applications };
  batch.cases.push({ row: caseRow(caseId, body, { windowId, actor, at }), series, answer });
  return answer;
}

function open(
  working: WorkingApplication,
  command: OpenCommand,
  { definition, content, input }: NewApplication,
  batch: Batch,
): void {
  const { actor, at, commandId, body } = command;
  batch.applications.set(working.id, working);
  batch.moved.add(working);
  batch.contents.push({ application_id: working.id, revision: 1, ...content });
  const drafted = begin(definition, input);
  batch.history.push(working.move(drafted, { event: 'case.opened', payload: { ...content }, actor, at, commandId }));
  if (!body.received) return;
  const received = advance(definition, drafted.stored, { type: 'clerk.received' });
  batch.history.push(working.move(received, { event: 'clerk.received', payload: {}, actor, at, commandId }));
}

/** Decides one event on one application: the next state, its history entry and its effects join the batch. */
export function decideEvent(
  command: EventCommand,
  working: WorkingApplication | undefined,
  batch: Batch,
  calendar: WorkingCalendar,
): EventAnswer {
  if (working === undefined || !maySee(command.actor, working.row)) throw notFound();
  authorise(command.actor, command.event);
  refuseForeignDepartment(command.event, working);
  const event = withContent(command, working);
  try {
    refuseOpinionFaults(event, working);
    const next = advance(working.definition, working.stored, event);
    const { type, ...payload } = event;
    const content = event.type === 'owner.corrected' ? { content: command.content } : payload;
    if (command.content !== undefined) replaceContent(working, command, batch);
    const { actor, at, commandId } = command;
    const before = batch.decisions.length;
    batch.history.push(working.move(next, { event: type, payload: content, actor, at, commandId }));
    batch.moved.add(working);
    carryOutEffects(next.effects, { batch, application: working, command, calendar });
    const answer: EventAnswer = answerOf(working);
    const decision = batch.decisions[before];
    if (decision !== undefined) decision.answer = answer;
    return answer;
  } catch (error) {
    if (!(error instanceof EventRefused) || command.discardIfRefused !== true) throw error;
    return { ...answerOf(working), discarded: error.message };
  }
}

const answerOf = ({ id, state, version, permitNumber }: WorkingApplication): EventAnswer => ({
  applicationId: id,
  state,
  version,
  permitNumber,
});

/** `clerk.*` is the clerk's, `owner.*` the owner's or the clerk's on the owner's behalf, `review.*` the engine's. */
function authorise(actor: Actor, { type }: PermitEvent): void {
  const [who] = type.split('.');
  const allowed = who === 'review' ? ['system'] : who === 'owner' ? ['owner', 'clerk'] : ['clerk'];
  if (!allowed.includes(actor.role)) throw notAllowed();
}

/** An opinion on a branch is its department's only; whoever else sends one has a fault to be looked at. */
function refuseForeignDepartment(event: PermitEvent, { definition }: WorkingApplication): void {
  if (!('departmentId' in event)) return;
  const branch = definition.catalogue.branches.find(({ branch }) => branch === event.branch);
  if (branch?.departmentId !== event.departmentId) throw notAllowed();
}

/** A message is not trusted to have been checked where it came from. */
function refuseOpinionFaults(event: PermitEvent, { stored }: WorkingApplication): void {
  if (event.type !== 'review.approved') return;
  const { lines } = (stored as unknown as { context: { lines: Parameters<typeof opinionFaults>[1] } }).context;
  const { quantities, conditions } = event;
  refuseFaults(opinionFaults({ result: 'approved', quantities: [...quantities], conditions: [...conditions] }, lines));
}

function withContent({ event, content }: EventCommand, working: WorkingApplication): PermitEvent {
  if (event.type !== 'owner.corrected' || content === undefined) return event;
  const { lines, facts } = working.definition.readContent(content, '/content');
  return { type: 'owner.corrected', input: { lines, facts } };
}

function replaceContent(working: WorkingApplication, { content }: EventCommand, batch: Batch): void {
  if (content === undefined) return;
  working.content = { ...content, revision: (working.content?.revision ?? 0) + 1 };
  batch.contents.push({ application_id: working.id, ...working.content });
}

function blankRow({ body, windowId }: OpenCommand, caseId: string, { definition }: NewApplication): ApplicationRow {
  return {
    id: newId(),
    item: definition.item,
    definition_version: definition.version,
    state: '',
    version: 0,
    snapshot: {} as ApplicationRow['snapshot'],
    history_hash: CHAIN_START,
    window_id: windowId,
    owner_uscc: body.owner.uscc,
    accepted_on: null,
    due_on: null,
    provisional: false,
    permit_number: null,
    case_id: caseId,
    case_number: '',
    town_code: body.townCode,
    owner_name: body.owner.name,
    project_code: body.project.code,
    project_name: body.project.name,
    synthetic: body.synthetic,
  };
}

function caseRow(id: string, body: OpenCase, { windowId, actor, at }: { windowId: string; actor: Actor; at: Date }) {
  return {
    id,
    version: 1,
    window_id: windowId,
    town_code: body.townCode,
    owner_uscc: body.owner.uscc,
    owner_name: body.owner.name,
    project_code: body.project.code,
    project_name: body.project.name,
    agent: body.agent ?? null,
    materials: body.materials,
    received_at: body.received ? at.toISOString() : null,
    synthetic: body.synthetic,
    opened_by: actor.id,
    opened_at: at.toISOString(),
  };
}
