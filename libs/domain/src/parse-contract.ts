import { z } from 'zod';
import { type Rule, ruleOfIssue } from '#contracts';
import { type Fault, RuleViolation } from './rule-violation.js';

const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;

/**
 * The value as the schema reads it, or a {@link RuleViolation} with every fault in both languages. `prefix` is the
 * JSON pointer under which the value stands in the body.
 */
export function parseContract<T extends z.ZodType>(schema: T, value: unknown, prefix = ''): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RuleViolation(faultsOf(schema, value, prefix));
}

function faultsOf(schema: z.ZodType, value: unknown, prefix: string): Fault[] {
  const inEnglish = schema.safeParse(value, { error: english }).error?.issues ?? [];
  const inChinese = schema.safeParse(value, { error: chinese }).error?.issues ?? [];
  return inEnglish.slice(0, MOST_FAULTS).flatMap((issue, index) => {
    if (issue.code === 'unrecognized_keys') return unknownFields(issue, prefix);
    const words = { zh: inChinese[index]?.message ?? issue.message, en: issue.message };
    const rule: Rule = ruleOfIssue(issue) ?? { id: `schema.${issue.code}`, text: words };
    return [{ field: prefix + pointer(issue.path), rule }];
  });
}

/** Nobody mends more at once, and an answer must not grow with what is thrown at it. */
const MOST_FAULTS = 100;

const UNKNOWN_FIELD: Rule = {
  id: 'schema.unrecognized_keys',
  text: { zh: '没有此字段', en: 'there is no such field' },
};

/** An unknown key is reported at the key itself. */
function unknownFields({ keys, path }: z.core.$ZodIssueUnrecognizedKeys, prefix: string): Fault[] {
  return keys.slice(0, MOST_FAULTS).map((key) => ({ field: prefix + pointer([...path, key]), rule: UNKNOWN_FIELD }));
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
