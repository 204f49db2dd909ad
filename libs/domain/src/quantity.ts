import { Decimal } from 'decimal.js';
import type { Unit } from '#contracts';
import { UNITS } from '#contracts';

const Exact = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 40 });

/** The sum of decimal strings, exact, without trailing zeros beyond the operands'. */
export function addQuantities(quantities: readonly string[]): string {
  return quantities.reduce((sum, quantity) => sum.plus(quantity), new Exact(0)).toFixed();
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareQuantities(a: string, b: string): number {
  return new Exact(a).comparedTo(b);
}

/** The smaller of two quantities, as it was written. */
export function smallerQuantity(a: string, b: string): string {
  return compareQuantities(a, b) <= 0 ? a : b;
}

/** Whether `text` is a quantity of `unit`: not negative, no more decimals than the unit has, not above 12 digits. */
export function isQuantity(text: string, unit: Unit): boolean {
  const { decimals } = UNITS[unit];
  const [, , fraction = ''] = /^(0|[1-9]\d{0,11})(?:\.(\d+))?$/.exec(text) ?? [undefined, undefined, 'x'.repeat(9)];
  return fraction.length <= decimals;
}

/**
 * A figure as the yearly report prints it: 万 (ten thousands) where the report prints 万, otherwise as it is; never
 * rounded, trailing zeros dropped. `printQuantity('156450', '平方米', true)` is `15.645万平方米`.
 */
export function printQuantity(quantity: string, unitName: string, inTenThousands: boolean): string {
  const value = new Exact(quantity);
  return inTenThousands ? `${value.div(10_000).toFixed()}万${unitName}` : `${value.toFixed()}${unitName}`;
}
