import { type OpenCase, type ServiceWindow, type Town, usccCheckCharacter } from '#contracts';
import { TOWNS, WINDOWS } from '../../../window/src/catalogue/seed/index.js';

/** An owner organisation of the season. */
export type SeasonOwner = OpenCase['owner'];
/** A project of the season, with the owner it belongs to. */
export type SeasonProject = OpenCase['project'] & { readonly owner: SeasonOwner };
/** A window of the season, with its town. */
export type Place = ServiceWindow & { readonly town: Town };

const OWNER_KINDS = ['航道工程项目部', '桥梁工程项目部', '枢纽工程项目部', '市政配套工程公司', '管线迁改工程公司'];
const PROJECT_KINDS = [
  '航道开挖',
  '跨线桥梁',
  '保通便道',
  '管线迁改',
  '护岸绿化',
  '枢纽附属工程',
  '弃土场',
  '道路恢复',
];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The owners: made up, marked 演示, with valid credit codes of organisations that do not exist. */
export const SEASON_OWNERS: readonly SeasonOwner[] = Array.from({ length: 25 }, (_, index) => {
  const first17 = `91450700MADEM00${twoDigits(index + 1)}`;
  const name = `「演示」平陆运河第${index + 1}标段${OWNER_KINDS[index % OWNER_KINDS.length]}`;
  return { uscc: first17 + usccCheckCharacter(first17), name };
});

/** The projects: made up, each of one owner. */
export const SEASON_PROJECTS: readonly SeasonProject[] = Array.from({ length: 40 }, (_, index) => {
  const area = ['450721', '450703', '450702'][index % 3];
  const owner = SEASON_OWNERS[index % SEASON_OWNERS.length] as SeasonOwner;
  return {
    code: `22${twoDigits(8 + (index % 5))}-${area}-04-01-9000${twoDigits(index + 1)}`,
    name: `「演示」平陆运河${PROJECT_KINDS[index % PROJECT_KINDS.length]}${Math.floor(index / PROJECT_KINDS.length) + 1}期`,
    owner,
  };
});

/** The windows with their towns, those verified on the canal first. */
export const PLACES = WINDOWS.flatMap((window): Place[] =>
  TOWNS.filter(({ code }) => code === window.townCode).map((town) => ({ ...window, town })),
) as [Place, ...Place[]];

/** The person who hands a case in at the window for its owner. */
export function agentOf(index: number): NonNullable<OpenCase['agent']> {
  return { name: `演示经办人${index + 1}`, phone: `0777-000${String(index + 1).padStart(4, '0')}` };
}
