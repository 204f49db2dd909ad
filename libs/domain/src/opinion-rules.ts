import type { Opinion, QuantityLine, Rule } from '#contracts';
import { compareQuantities, isQuantity } from './quantity.js';
import type { Fault } from './rule-violation.js';

const rule = (id: string, zh: string, en: string, legalBasis?: string): Rule => ({
  id,
  text: { zh, en },
  ...(legalBasis === undefined ? {} : { legalBasis }),
});

const UNKNOWN_LINE = rule('opinion.unknownLine', '申请中没有这一数量明细', 'the application has no such quantity line');
const LINE_TWICE = rule('opinion.lineTwice', '同一明细只能给出一个核定数量', 'one figure per quantity line');
const PRECISION = rule('quantity.format', '核定数量的格式或小数位数不符合计量单位', 'not a quantity of this unit');
const ABOVE_APPLIED = rule(
  'opinion.aboveApplied',
  '核定数量不得超过申请数量',
  'the approved quantity must not exceed the quantity applied for',
  '行政许可法 art 38',
);
const ALL_ZERO = rule(
  'opinion.nothingApproved',
  '核定数量全部为零，应当提出不同意意见并说明理由',
  'approving nothing is a refusal and needs its reasons',
  '行政许可法 art 38',
);

/** Every fault of an opinion against the lines it speaks of; empty if there is none. */
export function opinionFaults(opinion: Opinion, lines: readonly QuantityLine[]): Fault[] {
  if (opinion.result !== 'approved') return [];
  const byId = new Map(lines.map((line) => [line.id, line]));
  const figures = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [index, { lineId, approved }] of opinion.quantities.entries()) {
    const field = `/quantities/${index}`;
    const line = byId.get(lineId);
    if (line === undefined) faults.push({ field: `${field}/lineId`, rule: UNKNOWN_LINE });
    else if (figures.has(lineId)) faults.push({ field: `${field}/lineId`, rule: LINE_TWICE });
    else if (!isQuantity(approved, line.unit)) faults.push({ field: `${field}/approved`, rule: PRECISION });
    else if (compareQuantities(approved, line.applied) > 0) {
      faults.push({ field: `${field}/approved`, rule: ABOVE_APPLIED });
    }
    figures.set(lineId, approved);
  }
  const approvesSomething = lines.some((line) => isAboveZero(figures.get(line.id) ?? line.applied));
  if (faults.length === 0 && !approvesSomething) faults.push({ field: '/quantities', rule: ALL_ZERO });
  return faults;
}

const isAboveZero = (quantity: string): boolean => /[1-9]/.test(quantity);
