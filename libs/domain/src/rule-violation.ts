import type { Rule } from '#contracts';

/** One fault: the field as a JSON pointer, and the rule it breaks. */
export interface Fault {
  readonly field: string;
  readonly rule: Rule;
}

/**
 * Input that breaks one or more rules. Carries every fault found, so that a caller can mend all at once
 * (the spirit of 行政许可法 art 32(4): everything that is missing, in one notice). Answered as HTTP 422.
 */
export class RuleViolation extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults
        .slice(0, 5)
        .map((fault) => `${fault.field}: ${fault.rule.text.en}`)
        .join('; '),
    );
    this.name = 'RuleViolation';
    this.faults = faults;
  }
}

/** Throws a {@link RuleViolation} if there is any fault. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new RuleViolation(faults);
}
