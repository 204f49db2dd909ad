import type { Department } from '#contracts';

/**
 * Departments the permit items ask. What each answers for follows from the statutes; which agency of the city holds the
 * power today does not (powers may be concentrated, 行政许可法 art 25), so the names are 待核实.
 */
export const DEPARTMENTS: readonly Department[] = [
  department('municipal-works', '市政工程主管部门', 'Municipal works'),
  department('traffic-police', '公安交通管理部门', 'Traffic police'),
  department('natural-resources', '自然资源主管部门', 'Natural resources and planning'),
  department('parks', '城市绿化主管部门', 'Parks and greening'),
  department('forestry', '林业主管部门', 'Forestry'),
  department('lighting', '城市照明主管部门', 'Street lighting'),
  department('power-supply', '供电企业', 'Power supply company'),
  department('sanitation', '市容环境卫生主管部门', 'Appearance and sanitation'),
  department('ecology', '生态环境主管部门', 'Ecology and environment'),
  department('water', '水行政主管部门', 'Water'),
  department('city-government', '市人民政府', "The city people's government"),
];

function department(id: string, zh: string, en: string): Department {
  return { id, name: { zh, en }, evidence: 'unverified' };
}
