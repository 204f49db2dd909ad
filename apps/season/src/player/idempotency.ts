import { v5 } from 'uuid';

const NAMESPACE = '6f1d3c52-9f0e-5b43-8d0a-2f6f5a7c1e90';

/** The idempotency key of one act of the plan: the same in every run, so that a season played twice happens once. */
export function idempotencyKey(...act: readonly (string | number)[]): string {
  return v5(act.join('/'), NAMESPACE);
}
