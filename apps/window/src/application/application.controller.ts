import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  type ApplicationEvent,
  type ApplicationView,
  applicationEventSchema,
  applicationViewSchema,
  pageQuerySchema,
  pageSchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { fingerprint } from '#persistence';
import { Allow, ApiAnswer, Clock, IdempotencyKey, notFound } from '#platform';
import { eventAnswerSchema, historyViewSchema } from './answer.schema.js';
import { ApplicationService } from './application.service.js';
import { ApplicationQueryRepository, type FoundApplication, type HistoryView } from './application-query.repository.js';
import { type EventAnswer } from './command.js';
import { maySee } from './rows.js';

const idSchema = z.uuid();
const historyQuerySchema = pageQuerySchema.extend({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) });

/** Applications: what they are now, what happened to them, and the events people send them. */
@ApiTags('applications')
@Controller('applications')
export class ApplicationController {
  constructor(
    @Inject(ApplicationService) private readonly applications: ApplicationService,
    @Inject(ApplicationQueryRepository) private readonly queries: ApplicationQueryRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Allow('clerk', 'owner', 'manager')
  @ApiAnswer(applicationViewSchema, { etag: true })
  async read(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationView> {
    const found = await this.visible(id, actor);
    void reply.header('etag', `"${found.version}"`);
    return this.queries.view(found);
  }

  @Get(':id/history')
  @Allow('clerk', 'owner', 'manager')
  @ApiAnswer(pageSchema(historyViewSchema))
  @Header('cache-control', 'no-store')
  async history(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: historyQuerySchema }) { after, limit }: z.output<typeof historyQuerySchema>,
    @CurrentActor() actor: Actor,
  ): Promise<{ rows: HistoryView[]; next: string | null }> {
    await this.visible(id, actor);
    const rows = await this.queries.history(id, after, limit);
    const last = rows.at(-1);
    return { rows, next: rows.length === limit && last !== undefined ? String(last.sequence) : null };
  }

  @Post(':id/events')
  @HttpCode(200)
  @Allow('clerk', 'owner')
  @ApiAnswer(eventAnswerSchema)
  send(
    @Param('id', { schema: idSchema }) applicationId: string,
    @Body({ schema: applicationEventSchema }) body: ApplicationEvent,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<EventAnswer> {
    const command = { commandId: `${actor.id}:${key}`, fingerprint: fingerprint(applicationId, body), actor };
    return this.applications.send({ kind: 'event', ...command, at: this.clock.now(), applicationId, ...eventOf(body) });
  }

  private async visible(id: string, actor: Actor): Promise<FoundApplication> {
    const found = await this.queries.find(id);
    if (found === undefined || !maySee(actor, found)) throw notFound();
    return found;
  }
}

/** Content travels beside the event: the engine sees lines and facts, never the form. */
function eventOf(body: ApplicationEvent) {
  if (body.type !== 'owner.corrected') return { event: body };
  const event = { type: body.type } as const;
  return body.content === undefined ? { event } : { event, content: body.content };
}
