import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type CatalogueEntry,
  catalogueEntrySchema,
  type Department,
  departmentSchema,
  type ServiceWindow,
  type Town,
  townSchema,
  windowSchema,
} from '#contracts';
import { ApiAnswer, notFound, Public } from '#platform';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { DEPARTMENTS, TOWNS, WINDOWS } from './seed/index.js';

const itemSchema = catalogueEntrySchema.extend({
  schemas: z.unknown().describe('JSON Schemas of the form and of each line kind'),
});

/** The public catalogue (行政许可法 art 30): items with basis, conditions, papers and limits; who receives and decides. */
@Public()
@ApiTags('catalogue')
@Controller('catalogue')
export class CatalogueController {
  constructor(@Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry) {}

  @Get('items')
  @ApiAnswer(z.array(catalogueEntrySchema))
  items(): readonly CatalogueEntry[] {
    return this.registry.all().map(({ catalogue }) => catalogue);
  }

  @Get('items/:item')
  @ApiAnswer(itemSchema)
  item(@Param('item') item: string): CatalogueEntry & { schemas: unknown } {
    const definition = this.registry.current(item);
    if (definition === undefined) throw notFound();
    return { ...definition.catalogue, schemas: definition.schemas };
  }

  @Get('departments')
  @ApiAnswer(z.array(departmentSchema))
  departments(): readonly Department[] {
    return DEPARTMENTS;
  }

  @Get('windows')
  @ApiAnswer(z.array(windowSchema))
  windows(): readonly ServiceWindow[] {
    return WINDOWS;
  }

  @Get('towns')
  @ApiAnswer(z.array(townSchema))
  towns(): readonly Town[] {
    return TOWNS;
  }
}
