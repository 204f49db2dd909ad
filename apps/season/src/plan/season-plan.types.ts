import type { ApplicationEvent, OpenCase, Opinion } from '#contracts';

/** Something a person of the season does: an event sent to an application, or a department's opinion on it. */
export type SeasonStep =
  | { readonly at: string; readonly kind: 'event'; readonly by: 'clerk' | 'owner'; readonly event: ApplicationEvent }
  | {
      readonly at: string;
      readonly kind: 'opinion';
      readonly branch: string;
      readonly departmentId: string;
      readonly opinion: Opinion;
    };

/** One application of a case: where its steps lead, and the steps in causal order, never going back in time. */
export interface SeasonApplication {
  readonly item: string;
  readonly expectedState: string;
  readonly steps: readonly SeasonStep[];
}

/** A case of the season: when and by whom it is opened, and what happens to its applications, in the same order. */
export interface SeasonCase {
  /** Stable name, from which a player derives its idempotency keys. */
  readonly id: string;
  readonly openedAt: string;
  readonly openedBy: 'clerk' | 'owner';
  readonly windowId: string;
  readonly openCase: OpenCase;
  readonly applications: readonly SeasonApplication[];
}

/** Demonstration data: what a player does, one HTTP call after the other, as the people concerned. */
export interface SeasonPlan {
  readonly cases: readonly SeasonCase[];
}
