import type { DecidedLine, QuantityLine } from '#contracts';

/** What an application remembers between events. Small on purpose: it is read and written with every event. */
export interface PermitContext {
  /** Lines with the quantity still standing: what was applied for, lowered by each opinion that approves less. */
  readonly lines: readonly DecidedLine[];
  /** The item's facts that decide which branches must review. */
  readonly facts: Readonly<Record<string, boolean>>;
  /** Review cycle by branch: 0 before the department was asked, one more each time it is asked again. */
  readonly cycles: Readonly<Record<string, number>>;
  /** What the applicant wrote when a returned branch was handed in again, by branch. */
  readonly notes: Readonly<Record<string, string>>;
  /** Conditions of all approving departments, in the order they were given. */
  readonly conditions: readonly string[];
  /** Whether the one-time correction notice (行政许可法 art 32(4)) has been used. */
  readonly correctionNoticed: boolean;
}

/** The content an application starts with: lines and the facts derived from form and lines. */
export interface PermitInput {
  readonly lines: readonly QuantityLine[];
  readonly facts: Readonly<Record<string, boolean>>;
}

/** The context of a new application. */
export function initialContext(input: PermitInput): PermitContext {
  return {
    lines: standingLines(input.lines),
    facts: input.facts,
    cycles: {},
    notes: {},
    conditions: [],
    correctionNoticed: false,
  };
}

/** Lines as applied for, nothing lowered yet. */
export function standingLines(lines: readonly QuantityLine[]): DecidedLine[] {
  return lines.map(({ id, kind, unit, applied }) => ({ id, kind, unit, applied, approved: applied }));
}
