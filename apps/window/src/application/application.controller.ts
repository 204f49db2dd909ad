import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  type ApplicationEvent,
  type ApplicationView,
  applicationEventSchema,
  type PageQuery,
  pageQuerySchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { Allow, Clock, IdempotencyKey, notFound } from '#platform';
import { ApplicationService } from './application.service.js';
import { ApplicationQueryRepository, type FoundApplication, type HistoryView } from './application-query.repository.js';
import { type EventAnswer, fingerprint } from './command.js';
import { maySee } from './rows.js';

const idSchema = z.uuid();

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
  @Header('cache-control', 'no-store')
  async history(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) { after, limit }: PageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<{ rows: HistoryView[]; next: string | null }> {
    await this.visible(id, actor);
    const rows = await this.queries.history(id, Number(after ?? 0) || 0, limit);
    const last = rows.at(-1);
    return { rows, next: rows.length === limit && last !== undefined ? String(last.sequence) : null };
  }

  @Post(':id/events')
  @HttpCode(200)
  @Allow('clerk', 'owner')
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
