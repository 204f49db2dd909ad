import { z } from 'zod';
import { addRuleIssue, type Rule } from './rule.js';

const USCC_CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The rule a unified social credit code must meet. */
export const USCC_RULE: Rule = {
  id: 'uscc.checkCharacter',
  text: {
    zh: '统一社会信用代码不正确：须为18位，且校验位相符',
    en: 'not a valid unified social credit code: 18 characters with a matching check character',
  },
  legalBasis: 'GB 32100-2015',
};

/**
 * Whether `code` is a unified social credit code (统一社会信用代码): 18 characters without I, O, Z, S, V, the last of
 * which is the check character `(31 − Σ value·3^i mod 31) mod 31`. Source: GB 32100-2015.
 */
export function isUscc(code: string): boolean {
  if (code.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    const value = USCC_CHARSET.indexOf(character);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return code[17] === USCC_CHARSET[(31 - (sum % 31)) % 31];
}

/** The check character that completes the first 17 characters of a code (GB 32100-2015). */
export function usccCheckCharacter(first17: string): string {
  for (const candidate of USCC_CHARSET) if (isUscc(first17 + candidate)) return candidate;
  throw new RangeError(`not the first 17 characters of a USCC: ${first17}`);
}

/** Schema of a USCC; breaks `uscc.checkCharacter`. */
export const usccSchema = z
  .string()
  .superRefine((code, context) => {
    if (!isUscc(code)) addRuleIssue(context, USCC_RULE);
  })
  .meta({ description: 'Unified social credit code, GB 32100-2015', examples: ['91350100M000100Y43'] });

const PROJECT_CODE = /^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/;

const PROJECT_CODE_RULE: Rule = {
  id: 'projectCode.form',
  text: {
    zh: '项目代码不正确：须为 4-6-2-2-6 位数字，如 2208-450000-04-01-123456',
    en: 'not a project code: digits grouped 4-6-2-2-6, such as 2208-450000-04-01-123456',
  },
  legalBasis: 'GB/T 40058-2021',
};

/**
 * Schema of an investment project code: time, area, central department, project type, random digits with a check
 * digit. The check algorithm is not public, so only the form is checked. Source: GB/T 40058-2021.
 */
export const projectCodeSchema = z
  .string()
  .superRefine((code, context) => {
    if (!PROJECT_CODE.test(code)) addRuleIssue(context, PROJECT_CODE_RULE);
  })
  .meta({ description: 'Investment project code, GB/T 40058-2021', pattern: PROJECT_CODE.source });
