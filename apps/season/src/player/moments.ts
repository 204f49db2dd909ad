import type { SeasonCase, SeasonPlan, SeasonStep } from '../plan/season-plan.types.js';

/** Steps of one application that fall on one instant, in order; `from` counts the application's steps before them. */
export interface ApplicationMoment {
  readonly of: SeasonCase;
  readonly application: number;
  readonly from: number;
  readonly steps: readonly SeasonStep[];
}

/** Everything that happens at one instant: cases are opened first, then applications go on. */
export interface Moment {
  readonly at: string;
  readonly opened: SeasonCase[];
  readonly applications: ApplicationMoment[];
}

/** The plan by instant, the earliest first. */
export function momentsOf({ cases }: SeasonPlan): Moment[] {
  const moments = new Map<string, Moment>();
  const momentAt = (at: string): Moment => {
    const moment = moments.get(at) ?? { at, opened: [], applications: [] };
    moments.set(at, moment);
    return moment;
  };
  for (const opened of cases) {
    momentAt(opened.openedAt).opened.push(opened);
    for (const [application, { steps }] of opened.applications.entries()) {
      for (let from = 0; from < steps.length; ) {
        const at = steps[from]?.at ?? opened.openedAt;
        const together = steps.slice(from).findIndex((step) => step.at !== at);
        const until = together < 0 ? steps.length : from + together;
        momentAt(at).applications.push({ of: opened, application, from, steps: steps.slice(from, until) });
        from = until;
      }
    }
  }
  return [...moments.values()].sort((a, b) => a.at.localeCompare(b.at));
}
