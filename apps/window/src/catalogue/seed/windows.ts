import type { ServiceWindow } from '#contracts';

/** One window per town. That windows exist is published, which towns have one is not, so all are 待核实. */
export const WINDOWS: readonly ServiceWindow[] = [
  window('shaping', '沙坪镇', 'Shaping', '450721114'),
  window('jiuzhou', '旧州镇', 'Jiuzhou', '450721112'),
  window('luwu', '陆屋镇', 'Luwu', '450721111'),
  window('pingji', '平吉镇', 'Pingji', '450703101'),
  window('qingtang', '青塘镇', 'Qingtang', '450703102'),
  window('jiulong', '久隆镇', 'Jiulong', '450702107'),
  window('shabu', '沙埠镇', 'Shabu', '450702100'),
  window('jianshan', '尖山街道', 'Jianshan', '450702005'),
];

function window(id: string, zh: string, en: string, townCode: string): ServiceWindow {
  const name = { zh: `${zh}平陆运河项目服务专窗`, en: `${en} service window of the Pinglu canal` };
  return { id, name, townCode, evidence: 'unverified' };
}
