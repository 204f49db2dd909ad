import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  dateCursorSchema,
  type Opinion,
  opinionSchema,
  pageQuerySchema,
  pageSchema,
  type ReviewTaskRow,
  type ReviewTaskView,
  reviewTaskRowSchema,
  reviewTaskStatusSchema,
  reviewTaskViewSchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { fingerprint } from '#persistence';
import { Allow, ApiAnswer, Clock, IdempotencyKey, IfMatch, notFound } from '#platform';
import { ReviewTaskService } from './review-task.service.js';
import { ReviewTaskQueryRepository } from './review-task-query.repository.js';

const idSchema = z.uuid();
const querySchema = pageQuerySchema.extend({
  after: dateCursorSchema.optional(),
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
  @ApiAnswer(pageSchema(reviewTaskRowSchema))
  async list(
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
    @CurrentActor() actor: Actor,
  ): Promise<{ rows: ReviewTaskRow[]; next: string | null }> {
    const { applicationId, status, after, limit } = query;
    const departmentId = actor.departmentId ?? '';
    if (applicationId !== undefined) {
      return { rows: await this.queries.ofApplication(departmentId, applicationId, status), next: null };
    }
    const rows = await this.queries.page(departmentId, status, after, limit);
    const last = rows.at(-1);
    return { rows, next: rows.length === limit && last !== undefined ? `${last.dueOn}_${last.id}` : null };
  }

  @Get(':id')
  @ApiAnswer(reviewTaskViewSchema, { etag: true })
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
  @ApiAnswer(reviewTaskViewSchema)
  async give(
    @Param('id', { schema: idSchema }) taskId: string,
    @Body({ schema: opinionSchema }) opinion: Opinion,
    @IfMatch() version: number,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<ReviewTaskView> {
    const commandId = `${actor.id}:${key}`;
    const command = { commandId, fingerprint: fingerprint(taskId, opinion), actor, at: this.clock.now() };
    const { id } = await this.tasks.give({ ...command, taskId, version, opinion });
    return (await this.queries.find(actor.departmentId ?? '', id)) as ReviewTaskView;
  }
}
