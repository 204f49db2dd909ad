import { hash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  type Opinion,
  opinionSchema,
  pageQuerySchema,
  type ReviewTaskRow,
  type ReviewTaskView,
  reviewTaskStatusSchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { Allow, Clock, IdempotencyKey, IfMatch, notFound } from '#platform';
import { ReviewTaskService } from './review-task.service.js';
import { type InboxCursor, ReviewTaskQueryRepository } from './review-task-query.repository.js';

const idSchema = z.uuid();
const cursorSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/);
const querySchema = pageQuerySchema.extend({
  after: cursorSchema.optional(),
  status: reviewTaskStatusSchema.optional(),
  applicationId: idSchema.optional(),
});

/** A department's inbox (审批任务), by legal deadline, and the opinions it gives. */
@ApiTags('review-tasks')
@Allow('reviewer')
@Controller('review-tasks')
export class ReviewTaskController {
  constructor(
    @Inject(ReviewTaskService) private readonly tasks: ReviewTaskService,
    @Inject(ReviewTaskQueryRepository) private readonly queries: ReviewTaskQueryRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
    @CurrentActor() actor: Actor,
  ): Promise<{ rows: ReviewTaskRow[]; next: string | null }> {
    const { applicationId, status, after, limit } = query;
    const departmentId = actor.departmentId ?? '';
    if (applicationId !== undefined) {
      return { rows: await this.queries.ofApplication(departmentId, applicationId, status), next: null };
    }
    const rows = await this.queries.page(departmentId, status, cursorOf(after), limit);
    const last = rows.at(-1);
    return { rows, next: rows.length === limit && last !== undefined ? `${last.dueOn}_${last.id}` : null };
  }

  @Get(':id')
  async read(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewTaskView> {
    const task = await this.queries.find(actor.departmentId ?? '', id);
    if (task === undefined) throw notFound();
    void reply.header('etag', `"${task.version}"`);
    return task;
  }

  @Post(':id/opinion')
  @HttpCode(200)
  async give(
    @Param('id', { schema: idSchema }) taskId: string,
    @Body({ schema: opinionSchema }) opinion: Opinion,
    @IfMatch() version: number,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReviewTaskView> {
    const fingerprint = hash('sha256', JSON.stringify([taskId, opinion]), 'base64url').slice(0, 22);
    const command = { commandId: `${actor.id}:${key}`, fingerprint, actor, at: this.clock.now() };
    const { id } = await this.tasks.give({ ...command, taskId, version, opinion });
    return (await this.queries.find(actor.departmentId ?? '', id)) as ReviewTaskView;
  }
}

function cursorOf(after: string | undefined): InboxCursor | undefined {
  if (after === undefined) return undefined;
  const [dueOn = '', id = ''] = after.split('_');
  return { dueOn, id };
}
