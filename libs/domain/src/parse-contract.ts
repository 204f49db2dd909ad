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
  return inEnglish.flatMap((issue, index) => {
    const words = { zh: inChinese[index]?.message ?? issue.message, en: issue.message };
    const rule: Rule = ruleOfIssue(issue) ?? { id: `schema.${issue.code}`, text: words };
    return fieldsOf(issue).map((path) => ({ field: prefix + pointer(path), rule }));
  });
}

/** An unknown key is reported at the key itself, a missing one where it should stand. */
function fieldsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  return [issue.path];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
