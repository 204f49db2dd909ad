import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import type { Rule } from '#contracts';
import { type Fault, parseContract, refuseFaults } from '#domain';

/**
 * Reads every decorated argument with the schema named beside it (`@Body({ schema })`), the same schema OpenAPI shows.
 * Throws a RuleViolation with every fault in both languages. An argument without a schema passes as it is.
 */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata & { schema?: unknown }): unknown {
    const { schema } = metadata;
    if (!(schema instanceof z.ZodType)) return value;
    refuseFaults(unstorable(value, '', 0));
    return parseContract(
      schema,
      value,
      metadata.type === 'param' && metadata.data !== undefined ? `/${metadata.data}` : '',
    );
  }
}

const DEEPEST = 20;

const TEXT: Rule = {
  id: 'text.unstorable',
  text: { zh: '文本中有无法保存的字符', en: 'the text holds characters that cannot be stored' },
};
const DEPTH: Rule = {
  id: 'body.tooDeep',
  text: { zh: `内容嵌套不得超过${DEEPEST}层`, en: `nested more than ${DEEPEST} levels deep` },
};

/**
 * The first fault no schema speaks of: a NUL or half a character, which PostgreSQL cannot keep, or a depth no form
 * has. Checked here once, for a batch of many must not fail for the text of one.
 */
function unstorable(value: unknown, field: string, depth: number): Fault[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [{ field, rule: TEXT }];
  if (typeof value !== 'object' || value === null) return [];
  if (depth === DEEPEST) return [{ field, rule: DEPTH }];
  for (const [key, part] of Object.entries(value)) {
    if (!isStorable(key)) return [{ field, rule: TEXT }];
    const [fault] = unstorable(part, `${field}/${key}`, depth + 1);
    if (fault !== undefined) return [fault];
  }
  return [];
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');
