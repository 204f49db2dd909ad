import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Message, type MessageOf } from '#contracts';
import { MessageHandler } from '#messaging';
import { fingerprint } from '#persistence';
import { Clock } from '#platform';
import type { ReviewEvent } from '#workflow-kit';
import { ApplicationService } from './application/application.service.js';

/**
 * Opinions come back to the window as events of their application. The message's id is the command's id, so that the
 * window's inbox is its table of commands: a redelivered opinion is answered with the first answer. The decision that
 * follows is the window's and dated by its clock; when the department spoke is kept with the review.
 */
@Injectable()
export class WindowMessageHandler extends MessageHandler {
  constructor(
    @Inject(ApplicationService) private readonly applications: ApplicationService,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super();
  }

  override async handle(message: Message): Promise<void> {
    if (message.type !== 'opinion.given') throw new Error(`the window has no use for ${message.type}`);
    const { payload } = message;
    const actor: Actor = { id: `department:${payload.departmentId}`, name: payload.reviewerName, role: 'system' };
    await this.applications.send({
      kind: 'event',
      commandId: `message:${message.id}`,
      fingerprint: fingerprint(payload),
      actor,
      at: this.clock.now(),
      applicationId: payload.applicationId,
      event: reviewEvent(payload),
      opinion: { reviewerName: payload.reviewerName, opinion: payload.opinion, givenAt: message.occurredAt },
      discardIfRefused: true,
    });
  }
}

function reviewEvent({ branch, cycle, departmentId, opinion }: MessageOf<'opinion.given'>['payload']): ReviewEvent {
  const answered = { branch, cycle, departmentId };
  if (opinion.result === 'approved') {
    return { type: 'review.approved', ...answered, quantities: opinion.quantities, conditions: opinion.conditions };
  }
  return { type: `review.${opinion.result}`, ...answered, reasons: opinion.reasons };
}
