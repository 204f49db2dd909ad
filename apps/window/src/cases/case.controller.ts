import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  type CaseView,
  caseViewSchema,
  type EditCase,
  editCaseSchema,
  type OpenCase,
  openCaseSchema,
  pageQuerySchema,
  pageSchema,
} from '#contracts';
import { CurrentActor } from '#identity';
import { Allow, ApiAnswer, Clock, IdempotencyKey, IfMatch, notFound } from '#platform';
import { CaseService } from './case.service.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { DraftRepository } from './draft.repository.js';

const idSchema = z.uuid();
const querySchema = pageQuerySchema.extend({ after: z.uuid().optional(), number: z.string().max(60).optional() });

/** Cases (一件事): bundles of applications that one owner files for one project at one window. */
@ApiTags('cases')
@Controller('cases')
export class CaseController {
  constructor(
    @Inject(CaseService) private readonly cases: CaseService,
    @Inject(CaseQueryRepository) private readonly queries: CaseQueryRepository,
    @Inject(DraftRepository) private readonly drafts: DraftRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('clerk', 'owner')
  @ApiAnswer(caseViewSchema)
  async open(
    @Body({ schema: openCaseSchema }) body: OpenCase,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<CaseView> {
    const { id } = await this.cases.open(actor, key, body);
    return this.found(actor, id);
  }

  @Get()
  @Allow('clerk', 'owner', 'manager')
  @ApiAnswer(pageSchema(caseViewSchema))
  async list(
    @Query({ schema: querySchema }) { after, limit, number }: z.output<typeof querySchema>,
    @CurrentActor() actor: Actor,
  ): Promise<{ rows: CaseView[]; next: string | null }> {
    if (number !== undefined) return { rows: await this.queries.byNumber(actor, number), next: null };
    const rows = await this.queries.list(actor, after, limit);
    return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
  }

  @Get(':id')
  @Allow('clerk', 'owner', 'manager')
  @ApiAnswer(caseViewSchema, { etag: true })
  async read(
    @Param('id', { schema: idSchema }) id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const found = await this.found(actor, id);
    void reply.header('etag', `"${found.version}"`);
    return found;
  }

  @Patch(':id')
  @Allow('clerk', 'owner')
  @ApiAnswer(caseViewSchema)
  async edit(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: editCaseSchema }) body: EditCase,
    @IfMatch() version: number,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<CaseView> {
    const by = { actor, commandId: `${actor.id}:${key}`, at: this.clock.now() };
    await this.drafts.edit(by, id, version, body);
    return this.found(actor, id);
  }

  private async found(actor: Actor, id: string): Promise<CaseView> {
    const found = await this.queries.find(actor, id);
    if (found === undefined) throw notFound();
    return found;
  }
}
