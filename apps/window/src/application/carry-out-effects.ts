import { departmentQueue } from '#contracts';
import { decisionSeries, dueDate, shanghaiDate, type WorkingCalendar } from '#domain';
import { newMessage } from '#messaging';
import type { Effect, EffectParams, EffectType } from '#workflow-kit';
import type { Batch, NewDecision } from './batch.js';
import type { EventCommand } from './command.js';
import type { WorkingApplication } from './working-application.js';

/** What an effect is carried out on. */
export interface EffectContext {
  readonly batch: Batch;
  readonly application: WorkingApplication;
  readonly command: Pick<EventCommand, 'at' | 'opinion'>;
  readonly calendar: WorkingCalendar;
}

type Carrier<T extends EffectType> = (params: EffectParams[T], context: EffectContext) => void;

/** Every effect, mapped to rows and messages of the same transaction; a missing one does not compile. */
const CARRIERS: { readonly [T in EffectType]: Carrier<T> } = {
  acceptApplication: (_, { application, command, calendar }) => {
    application.acceptedOn = shanghaiDate(command.at);
    const { workingDays } = application.definition.catalogue.limits.statutory;
    const { due, provisional } = dueDate(application.acceptedOn, workingDays, calendar);
    application.dueOn = due;
    application.provisional = provisional;
  },
  // The notice is the payload of its own history entry; nothing else changes.
  noticeCorrection: () => {},
  declineApplication: ({ ground, reasons, rightAgency }, context) => {
    const agency = rightAgency === undefined ? '' : `（应向${rightAgency}申请）`;
    decide(context, { kind: 'notAccepted', reasons: `${ground}：${reasons}${agency}` });
  },
  requestReview: (params, { batch, application, command }) => {
    batch.openReview({
      application_id: application.id,
      branch: params.branch,
      cycle: params.cycle,
      department_id: params.departmentId,
      status: 'pending',
      requested_at: command.at.toISOString(),
      answered_at: null,
      reviewer_name: null,
      opinion: null,
    });
    batch.outgoing.push({
      queue: departmentQueue(params.departmentId),
      message: newMessage('review.requested', reviewRequest(application, params), command.at),
    });
  },
  closeReview: ({ branch, cycle, departmentId, outcome }, { batch, application, command }) => {
    const answered = outcome === 'cancelled' ? undefined : command.opinion;
    batch.closeReview({
      application_id: application.id,
      branch,
      cycle,
      department_id: departmentId,
      status: outcome,
      requested_at: command.at.toISOString(),
      answered_at: answered?.givenAt ?? command.at.toISOString(),
      reviewer_name: answered?.reviewerName ?? null,
      opinion: answered?.opinion ?? null,
    });
    if (outcome !== 'cancelled') return;
    const payload = { applicationId: application.id, branch, cycle, departmentId };
    batch.outgoing.push({
      queue: departmentQueue(departmentId),
      message: newMessage('review.cancelled', payload, command.at),
    });
  },
  issuePermit: ({ lines, conditions }, context) => decide(context, { kind: 'granted', lines, conditions }),
  refusePermit: ({ reasons, departmentId }, context) =>
    decide(context, { kind: 'refused', reasons, departmentId: departmentId ?? null }),
};

/** Carries out the effects of one transition, in their order. */
export function carryOutEffects(effects: readonly Effect[], context: EffectContext): void {
  for (const { type, params } of effects) (CARRIERS[type] as Carrier<EffectType>)(params as never, context);
}

function decide(
  { batch, application, command }: EffectContext,
  decision: Partial<NewDecision> & Pick<NewDecision, 'kind'>,
): void {
  const year = Number(shanghaiDate(command.at).slice(0, 4));
  batch.decisions.push({
    application,
    series: decisionSeries(application.definition.catalogue.numbering, year, decision.kind),
    reasons: null,
    departmentId: null,
    lines: [],
    conditions: [],
    at: command.at,
    ...decision,
  });
}

function reviewRequest(application: WorkingApplication, params: EffectParams['requestReview']) {
  const { content, acceptedOn, dueOn } = application;
  if (content === undefined || acceptedOn === null || dueOn === null) {
    throw new Error(`application ${application.id}: a department is asked before acceptance`);
  }
  return {
    ...placementOf(application),
    applicationId: application.id,
    branch: params.branch,
    cycle: params.cycle,
    departmentId: params.departmentId,
    acceptedOn,
    dueOn,
    provisional: application.provisional,
    form: content.form,
    lines: content.lines,
    ...(params.note === undefined ? {} : { note: params.note }),
  };
}

/** Where an application belongs, as its messages say it. */
export function placementOf({ row }: WorkingApplication) {
  return {
    caseNumber: row.case_number,
    item: row.item,
    windowId: row.window_id,
    townCode: row.town_code,
    ownerUscc: row.owner_uscc,
    ownerName: row.owner_name,
    projectCode: row.project_code,
    projectName: row.project_name,
    synthetic: row.synthetic,
  };
}
