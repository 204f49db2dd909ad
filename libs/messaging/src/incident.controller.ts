import { Controller, Get, HttpCode, Inject, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Actor, type Incident, incidentSchema, pageQuerySchema, pageSchema } from '#contracts';
import { CurrentActor } from '#identity';
import { Allow, ApiAnswer, IdempotencyKey, notFound } from '#platform';
import { Incidents } from './incidents.js';

const idSchema = z.uuid();
const replaySchema = z.object({ id: idSchema });
const querySchema = pageQuerySchema.extend({ after: z.uuid().optional() });

/** The routes of one service's incidents: `/incidents/<service>` and `/incidents/<service>/<id>/replay`. */
export function incidentControllerFor(service: string): Type {
  @ApiTags('incidents')
  @Allow('administrator')
  @Controller(`incidents/${service}`)
  class IncidentController {
    constructor(@Inject(Incidents) private readonly incidents: Incidents) {}

    @Get()
    @ApiAnswer(pageSchema(incidentSchema))
    async list(
      @Query({ schema: querySchema }) { after, limit }: z.output<typeof querySchema>,
    ): Promise<{ rows: Incident[]; next: string | null }> {
      const rows = await this.incidents.list(after, limit);
      return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    }

    @Post(':id/replay')
    @HttpCode(202)
    @ApiAnswer(replaySchema)
    async replay(
      @Param('id', { schema: idSchema }) id: string,
      @IdempotencyKey() key: string,
      @CurrentActor() actor: Actor,
    ): Promise<{ id: string }> {
      if (!(await this.incidents.replay(id, `${actor.id}:${key}`))) throw notFound();
      return { id };
    }
  }
  Object.defineProperty(IncidentController, 'name', { value: `${service}IncidentController` });
  return IncidentController;
}
