import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CatalogueEntry, Department, ServiceWindow, Town } from '#contracts';
import { notFound, Public } from '#platform';
import { PERMIT_REGISTRY, type PermitRegistry } from '#workflow-kit';
import { DEPARTMENTS, TOWNS, WINDOWS } from './seed/index.js';

/** The public catalogue (行政许可法 art 30): items with basis, conditions, papers and limits; who receives and decides. */
@Public()
@ApiTags('catalogue')
@Controller('catalogue')
export class CatalogueController {
  constructor(@Inject(PERMIT_REGISTRY) private readonly registry: PermitRegistry) {}

  @Get('items')
  items(): readonly CatalogueEntry[] {
    return this.registry.all().map(({ catalogue }) => catalogue);
  }

  @Get('items/:item')
  item(@Param('item') item: string): CatalogueEntry & { schemas: unknown } {
    const definition = this.registry.current(item);
    if (definition === undefined) throw notFound();
    return { ...definition.catalogue, schemas: definition.schemas };
  }

  @Get('departments')
  departments(): readonly Department[] {
    return DEPARTMENTS;
  }

  @Get('windows')
  windows(): readonly ServiceWindow[] {
    return WINDOWS;
  }

  @Get('towns')
  towns(): readonly Town[] {
    return TOWNS;
  }
}
