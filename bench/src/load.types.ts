/** What the load generator is to do. */
export interface LoadOrder {
  readonly url: string;
  readonly password: string;
  readonly warmup: number;
  readonly lifecycles: number;
  readonly concurrency: number;
  readonly poll: number;
}

/** What the load generator tells: that the warm-up is over, or that all is done, with its measurements by kind. */
export type LoadReport =
  | { readonly kind: 'warm' }
  | { readonly kind: 'done'; readonly timings: Readonly<Record<string, readonly number[]>> };
