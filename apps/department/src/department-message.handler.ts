import { Inject, Injectable } from '@nestjs/common';
import type { Message } from '#contracts';
import { MessageHandler } from '#messaging';
import { ReviewTaskService } from './review-tasks/review-task.service.js';

/** What the window tells a department: asked for an opinion, or not needed any more. */
@Injectable()
export class DepartmentMessageHandler extends MessageHandler {
  constructor(@Inject(ReviewTaskService) private readonly tasks: ReviewTaskService) {
    super();
  }

  override async handle(message: Message): Promise<void> {
    if (message.type !== 'review.requested' && message.type !== 'review.cancelled') {
      throw new Error(`a department has no use for ${message.type}`);
    }
    await this.tasks.receive(message);
  }
}
