import { type ApplicationContent, type Town, type Unit, usccCheckCharacter } from '#contracts';
import { addCalendarDays, addQuantities, type PlainDate } from '#domain';
import type { SeasonItem } from './figures.js';
import type { Random } from './random.js';

/** What the content of one application is drawn from. */
export interface ContentDraw {
  readonly random: Random;
  /** Whether something that is so in this share of applications is so here. */
  flag(share: number): boolean;
  readonly town: Town;
  /** First day of the works. */
  readonly from: PlainDate;
  /** Quantities applied for, one per headline line. */
  readonly amounts: readonly string[];
}

type Details = Readonly<Record<string, unknown>>;
type Part = readonly [kind: string, unit: Unit, applied: string, details: Details];

/** Made-up but complete content of an application: headline lines first, in the order of the amounts. */
export function contentOf(item: SeasonItem, draw: ContentDraw): ApplicationContent {
  const { form, parts } = CONTENTS[item](draw);
  const to = addCalendarDays(draw.from, draw.random.int(30, 210));
  return {
    form: { ...form, from: draw.from, to },
    lines: parts.map(([kind, unit, applied, details], index) => ({
      id: `${index + 1}`,
      kind,
      unit,
      applied,
      ...details,
    })),
  };
}

const CONTENTS: Record<SeasonItem, (draw: ContentDraw) => { form: Details; parts: readonly Part[] }> = {
  'road-excavation': ({ random, flag, town, from, amounts }) => {
    const road = `${town.name.zh}${random.pick(['滨江路', '河堤路', '镇中街', '码头路', '村道改线段'])}`;
    const newRoad = flag(0.05) ? { completedOn: addCalendarDays(from, -random.int(400, 1500)) } : {};
    return {
      form: {
        roadName: road,
        roadClass: random.pick(['main', 'secondary', 'branch', 'lane']),
        purpose: random.pick(['运河桥梁施工围挡', '给水管迁改', '电力管沟开挖', '便道接入']),
        touchesGreening: flag(0.2),
        ...newRoad,
      },
      parts: amounts.map((applied, index): Part => {
        const place = `${road}K${random.int(0, 3)}+${random.int(1, 9)}00 第${index + 1}段`;
        const surface = random.pick(['asphalt', 'concrete', 'paving']);
        if (flag(0.7)) return ['excavation', 'm2', applied, { place, surface }];
        return ['occupation', 'm2', applied, { place }];
      }),
    };
  },
  'greening-relocation': ({ random, flag, town, amounts }) => {
    const siteName = `${town.name.zh}${random.pick(['江岸绿地', '道路绿化带', '码头绿地', '镇区公园边'])}`;
    const vegetation = () => random.pick(['lawn', 'shrubs', 'hedge', 'mixed']);
    const destination = `${town.name.zh}演示苗圃`;
    const transplanting = amounts.map((applied, index): Part => {
      return [
        'transplanting',
        'm2',
        applied,
        { place: `${siteName}${index + 1}号地块`, vegetation: vegetation(), destination },
      ];
    });
    const replanted = `${random.int(1, 40)}0`;
    const replanting: Part = ['replanting', 'm2', replanted, { place: `${siteName}复绿区`, vegetation: vegetation() }];
    return {
      form: {
        siteName,
        purpose: random.pick(['航道开挖', '护岸施工', '桥梁引道']),
        permanent: flag(0.6),
        alongRoad: flag(0.4),
        restoration: '完工后按批准的方案复绿，养护期一年',
      },
      parts: flag(0.5) ? [...transplanting, replanting] : transplanting,
    };
  },
  'tree-relocation': ({ random, flag, town, amounts }) => {
    const siteName = `${town.name.zh}${random.pick(['航道左岸', '航道右岸', '弃土场', '桥位'])}`;
    const tree = (index: number) => ({
      species: random.pick(['小叶榕', '桉树', '荔枝', '龙眼', '樟树', '扁桃']),
      dbh: random.pick(['under10', '10to20', '20to30', '30to50', 'from50']),
      standsOn: flag(0.4) ? 'forestLand' : flag(0.4) ? 'roadside' : 'greenLand',
      position: `${siteName}K${random.int(1, 130)}+${random.int(1, 9)}00 第${index + 1}组`,
    });
    const destination = `${town.name.zh}演示移植区`;
    const moved = amounts.map(
      (applied, index): Part => ['relocation', 'tree', applied, { ...tree(index), destination }],
    );
    const felled: Part = ['felling', 'tree', `${random.int(1, 20)}`, { ...tree(0), replanting: '伐一补二' }];
    return {
      form: {
        siteName,
        purpose: '运河工程施工',
        projectClass: 'nationalKey',
        ancientTrees: flag(0.03) ? random.pick(['grade2', 'grade3']) : 'none',
        care: '带土球移植，支撑保湿，养护一年并检查成活',
      },
      parts: flag(0.25) ? [...moved, felled] : moved,
    };
  },
  'streetlight-relocation': ({ random, flag, town, amounts }) => {
    const roadName = `${town.name.zh}${random.pick(['滨江路', '镇中街', '桥头路'])}`;
    const destination = `${roadName}北侧`;
    const poles = amounts.map((applied): Part => ['pole', 'pole', applied, { place: `${roadName}南侧`, destination }]);
    const lamps: Part = ['lamp', 'lamp', addQuantities([...amounts, ...amounts]), { place: `${roadName}南侧` }];
    const laying = random.pick(['buried', 'overhead']);
    const cable: Part = ['cable', 'm', `${random.int(40, 400)}.5`, { place: `${roadName}南侧`, laying }];
    return {
      form: {
        roadName,
        purpose: random.pick(['桥梁施工', '道路改线', '航道开挖']),
        temporaryLighting: '每30米设临时灯一盏，先通后拆',
        contractor: '「演示」照明安装公司',
        electricalLicence: `演示电许${random.int(100, 999)}`,
        digs: flag(0.4),
        occupiesRoad: flag(0.4),
      },
      parts: [...poles, lamps, cable],
    };
  },
  'construction-waste': ({ random, flag, town, amounts }) => {
    const siteName = `${town.name.zh}运河第${random.int(1, 12)}标段`;
    const waste = random.pick(['spoil', 'spoil', 'engineering', 'slurry']);
    const discharge = amounts.map((applied, index): Part => {
      return ['discharge', 'm3', applied, { waste, place: `${siteName}${index + 1}号取土点` }];
    });
    const total = addQuantities(amounts);
    const haulier = `91450700MADEM90${random.int(10, 99)}`;
    const haulierUscc = haulier + usccCheckCharacter(haulier);
    const transport: Part = ['transport', 'm3', total, { waste, haulierUscc, route: '施工便道，夜间22时至6时停运' }];
    const landProof = `演示用地〔2023〕${random.int(1, 99)}号`;
    const disposal: Part = ['disposal', 'm3', total, { waste, place: `${town.name.zh}演示消纳场`, landProof }];
    return {
      form: {
        siteName,
        treatmentPlanNumber: `演示备2023-${random.int(100, 999)}`,
        polluted: flag(0.06),
        byWater: flag(0.3),
      },
      parts: [...discharge, ...(flag(0.8) ? [transport] : []), ...(flag(0.7) ? [disposal] : [])],
    };
  },
};
