import type { NewAccount } from '#contracts';
import type { PermitRegistry } from '#workflow-kit';
import { SEASON_OWNERS } from '../../season/index.js';
import { DEPARTMENTS, WINDOWS } from '../../window/src/catalogue/seed/index.js';

/** The password of every demonstration account; printed at the start, and there in demonstration mode only. */
export const DEMO_PASSWORD = 'pinglu-demo';

/** An account for every desk of the demonstration. */
export function demoAccounts(registry: PermitRegistry): NewAccount[] {
  const password = DEMO_PASSWORD;
  const departmentName = new Map(DEPARTMENTS.map(({ id, name }) => [id, name.zh]));
  return [
    ...WINDOWS.map(({ id, name }) => ({
      username: `clerk-${id}`,
      name: `${name.zh}窗口人员（演示）`,
      role: 'clerk' as const,
      windowId: id,
      password,
    })),
    ...registry.departmentIds().map((id) => ({
      username: `reviewer-${id}`,
      name: `${departmentName.get(id) ?? id}审批人员（演示）`,
      role: 'reviewer' as const,
      departmentId: id,
      password,
    })),
    ...SEASON_OWNERS.map(({ uscc, name }) => ({
      username: `owner-${uscc.toLowerCase()}`,
      name,
      role: 'owner' as const,
      ownerUscc: uscc,
      password,
    })),
    { username: 'manager', name: '管理人员（演示）', role: 'manager', password },
    { username: 'admin', name: '系统管理员（演示）', role: 'administrator', password },
  ];
}
