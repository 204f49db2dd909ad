import type { z } from 'zod';
import type { Text } from './text.js';

/** A rule that input can break: a stable identifier, the sentence shown, and the legal basis where there is one. */
export interface Rule {
  readonly id: string;
  readonly text: Text;
  readonly legalBasis?: string;
}

/** Reports a broken rule from inside a schema, so that the answer can name it in the caller's language. */
export function addRuleIssue(context: z.core.$RefinementCtx, rule: Rule, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', message: rule.text.en, params: { rule }, path });
}

/** The rule an issue carries, if the schema reported one with {@link addRuleIssue}. */
export function ruleOfIssue(issue: object): Rule | undefined {
  const params = (issue as { params?: { rule?: Rule } }).params;
  return params?.rule;
}
