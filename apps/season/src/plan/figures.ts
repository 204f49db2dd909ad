import type { ApprovedQuantity, QuantityLine } from '#contracts';
import { addQuantities } from '#domain';

/**
 * The five published totals of 2023 (钦州市2023年度法治政府建设情况报告), counted in the smallest step a synthetic line may
 * have: `total` steps of `step`, the last `decimals` digits after the point. Nothing but the totals is published;
 * every split of them is made up.
 */
export const PUBLISHED_2023 = {
  'road-excavation': { total: 257_046, step: 1, decimals: 2 },
  'greening-relocation': { total: 15_645, step: 10, decimals: 0 },
  'tree-relocation': { total: 8_300, step: 1, decimals: 0 },
  'streetlight-relocation': { total: 163, step: 1, decimals: 0 },
  'construction-waste': { total: 48_600, step: 100, decimals: 0 },
} as const;

/** The items of the season. */
export type SeasonItem = keyof typeof PUBLISHED_2023;

/** A number of an item's steps as a quantity: 257046 steps of a road's hundredths are `2570.46`. */
export function quantityOf(item: SeasonItem, steps: number): string {
  const { step, decimals } = PUBLISHED_2023[item];
  const digits = String(steps * step).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Splits `total` into whole parts in proportion to the weights, none below one, so that the parts add up exactly. */
export function splitExactly(total: number, weights: readonly number[]): number[] {
  const spare = total - weights.length;
  if (spare < 0) throw new RangeError(`${total} cannot be split into ${weights.length} parts`);
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => 1 + Math.floor((spare * weight) / sum));
  const largest = parts.indexOf(Math.max(...parts));
  const rest = total - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, index) => (index === largest ? part + rest : part));
}

/** The parts lowered by `cut` altogether, from the first on, none below one. */
export function lowered(parts: readonly number[], cut: number): number[] {
  let left = cut;
  return parts.map((part) => {
    const taken = Math.min(left, part - 1);
    left -= taken;
    return part - taken;
  });
}

/** A department's figures: these for the headline lines; a line that stood for their whole sum is lowered with them. */
export function figuresFor(lines: readonly QuantityLine[], headline: readonly string[]): ApprovedQuantity[] {
  const applied = addQuantities(lines.slice(0, headline.length).map((line) => line.applied));
  const sum = addQuantities(headline);
  return lines.flatMap((line, index) => {
    const approved = headline[index] ?? (line.applied === applied ? sum : undefined);
    return approved === undefined ? [] : [{ lineId: line.id, approved }];
  });
}
