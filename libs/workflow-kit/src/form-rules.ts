import type { z } from 'zod';
import { addRuleIssue, type Rule } from '#contracts';

const PERIOD_ORDER: Rule = {
  id: 'period.order',
  text: { zh: '结束日期不得早于开始日期', en: 'the period must not end before it begins' },
};

/** Refinement of a form with a period `from` – `to`, both inclusive; breaks `period.order` at `to`. */
export function periodInOrder(form: { from: string; to: string }, context: z.core.$RefinementCtx): void {
  if (form.to < form.from) addRuleIssue(context, PERIOD_ORDER, ['to']);
}
