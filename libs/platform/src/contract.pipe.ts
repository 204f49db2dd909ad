import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { parseContract } from '#domain';

/**
 * Reads every decorated argument with the schema named beside it (`@Body({ schema })`), the same schema OpenAPI shows.
 * Throws a RuleViolation with every fault in both languages. An argument without a schema passes as it is.
 */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata & { schema?: unknown }): unknown {
    const { schema } = metadata;
    if (!(schema instanceof z.ZodType)) return value;
    return parseContract(
      schema,
      value,
      metadata.type === 'param' && metadata.data !== undefined ? `/${metadata.data}` : '',
    );
  }
}
