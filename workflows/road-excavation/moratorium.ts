const NEW_ROAD_YEARS = 5;
const OVERHAULED_ROAD_YEARS = 3;

/**
 * Whether a road may not be excavated on `date` save in special cases that the people's government approves: within
 * five years of its construction, extension or rebuilding, within three of its overhaul (城市道路管理条例 art 33).
 * The day of the anniversary is free again.
 */
export function underMoratorium(
  road: { readonly completedOn?: string | undefined; readonly overhauledOn?: string | undefined },
  date: string,
): boolean {
  return isWithin(NEW_ROAD_YEARS, road.completedOn, date) || isWithin(OVERHAULED_ROAD_YEARS, road.overhauledOn, date);
}

function isWithin(years: number, since: string | undefined, date: string): boolean {
  if (since === undefined) return false;
  const anniversary = `${Number(since.slice(0, 4)) + years}${since.slice(4)}`;
  return date < anniversary;
}
