import { WINDOW_QUEUE } from '#contracts';
import { opinionFaults, refuseFaults } from '#domain';
import { newMessage, type OutgoingMessage } from '#messaging';
import { notFound, staleVersion, stateConflict } from '#platform';
import type { OpinionAnswer, OpinionCommand, TaskRow } from './command.js';

/** What an opinion changes: the task's row, the message to the window, the answer. */
export interface DecidedOpinion {
  readonly row: object;
  readonly outgoing: OutgoingMessage;
  readonly answer: OpinionAnswer;
}

/**
 * Decides whether an opinion may be given: on a task of the reviewer's department that is still pending and unchanged
 * since it was read, with quantities within what was applied for.
 */
export function decideOpinion(command: OpinionCommand, task: TaskRow | undefined): DecidedOpinion {
  const { actor, at, opinion } = command;
  if (task === undefined || task.department_id !== actor.departmentId) throw notFound();
  if (task.status !== 'pending') throw stateConflict(ANSWERED[task.status === 'cancelled' ? 'cancelled' : 'answered']);
  if (task.version !== command.version) throw staleVersion();
  refuseFaults(opinionFaults(opinion, task.lines));
  const payload = {
    applicationId: task.application_id,
    branch: task.branch,
    cycle: task.cycle,
    departmentId: task.department_id,
    reviewerName: actor.name,
    opinion,
  };
  return {
    row: {
      id: task.id,
      stored_version: task.version,
      status: opinion.result,
      answered_at: at.toISOString(),
      reviewer_name: actor.name,
      opinion,
    },
    outgoing: { queue: WINDOW_QUEUE, message: newMessage('opinion.given', payload, at) },
    answer: { id: task.id, status: opinion.result, version: task.version + 1 },
  };
}

const ANSWERED = {
  answered: { zh: '该任务已出具意见', en: 'an opinion has been given on this task' },
  cancelled: {
    zh: '该任务已撤销，申请已不在审批中',
    en: 'the task was cancelled; the application is under review no more',
  },
} as const;
