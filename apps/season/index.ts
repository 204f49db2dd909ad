export { openCases } from './src/plan/open-cases.js';
export { SEASON_OWNERS, type SeasonOwner } from './src/plan/parties.js';
export { seasonPlan } from './src/plan/season-plan.js';
export type { SeasonApplication, SeasonCase, SeasonPlan, SeasonStep } from './src/plan/season-plan.types.js';
export { type PlaySeasonOptions, playSeason, type SeasonProgress } from './src/player/play-season.js';
