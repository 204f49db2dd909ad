import { z } from 'zod';
import { addRuleIssue, type Rule } from './rule.js';
import type { Text } from './text.js';

/** Units of quantity lines, with the word a window prints and the decimals the unit is counted in. */
export const UNITS = {
  m2: { name: { zh: '平方米', en: 'm²' }, decimals: 2 },
  m3: { name: { zh: '立方米', en: 'm³' }, decimals: 2 },
  m: { name: { zh: '米', en: 'm' }, decimals: 2 },
  t: { name: { zh: '吨', en: 't' }, decimals: 3 },
  tree: { name: { zh: '棵', en: 'trees' }, decimals: 0 },
  pole: { name: { zh: '杆', en: 'poles' }, decimals: 0 },
  lamp: { name: { zh: '盏', en: 'lamps' }, decimals: 0 },
} as const satisfies Record<string, { name: Text; decimals: number }>;

/** A unit's identifier, as stored and sent. */
export type Unit = keyof typeof UNITS;

/** Schema of {@link Unit}. */
export const unitSchema = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]);

/**
 * Schema of a quantity of one unit: a decimal string such as `"2570.46"`, above zero unless `zero` is allowed,
 * with no more decimals than the unit has and at most 12 digits before the point. Never a JSON number:
 * binary floats cannot hold the figures a report is defended with. Breaks `quantity.format` or `quantity.positive`.
 */
export function quantitySchema(unit: Unit, options: { zero?: boolean } = {}) {
  const { decimals, name } = UNITS[unit];
  const pattern = `^(0|[1-9]\\d{0,11})${decimals === 0 ? '' : `(\\.\\d{1,${decimals}})?`}$`;
  const format = new RegExp(pattern);
  return z
    .string()
    .superRefine((value, context) => {
      if (!format.test(value)) addRuleIssue(context, quantityFormat(name, decimals));
      else if (options.zero !== true && !/[1-9]/.test(value)) addRuleIssue(context, QUANTITY_POSITIVE);
    })
    .meta({ description: `Decimal string, ${name.en}, at most ${decimals} decimals`, pattern, examples: ['12'] });
}

const quantityFormat = (name: Text, decimals: number): Rule => ({
  id: 'quantity.format',
  text: {
    zh: `数量须写成十进制文本（${name.zh}），不得为负，最多${decimals}位小数`,
    en: `a quantity is a decimal string in ${name.en}, not negative, with at most ${decimals} decimals`,
  },
});

const QUANTITY_POSITIVE: Rule = {
  id: 'quantity.positive',
  text: { zh: '数量须大于零', en: 'the quantity must be above zero' },
};
