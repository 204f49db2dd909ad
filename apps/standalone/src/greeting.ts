import { permitItems } from '#workflows';
import { TotalQueryRepository } from '../../ledger/src/totals/total-query.repository.js';
import { SEASON_OWNERS } from '../../season/index.js';
import { WINDOWS } from '../../window/src/catalogue/seed/index.js';
import { DEMO_PASSWORD } from './demo-accounts.js';
import { SEASON_YEAR } from './demonstration.js';
import type { Standalone } from './start-standalone.js';

/** What is printed when the product is ready: where it is and, in demonstration mode, the totals and the sign-ins. */
export async function greeting(standalone: Standalone): Promise<string> {
  const { url, config } = standalone;
  const ready = `\n平陆运河项目服务专窗已就绪 Pinglu Window is ready: ${url}\n  接口 API  ${url}/api/docs\n`;
  if (!config.demo) return ready;
  const { totals } = await standalone.app.get(TotalQueryRepository, { strict: false }).headlines(SEASON_YEAR);
  const byItem = new Map(permitItems.all().map(({ item, catalogue }) => [item, catalogue.headline.phrase.zh]));
  const sentence = totals.map(({ item, printed }) => `${byItem.get(item) ?? item}${printed}`).join('、');
  return [
    ready,
    `\n${SEASON_YEAR}年审批数量（合成演示数据 synthetic data）: ${sentence}\n`,
    `\n演示账号 demo sign-ins（密码 password: ${DEMO_PASSWORD}）\n`,
    `  窗口人员 clerk     ${listed(WINDOWS.map(({ id }) => `clerk-${id}`))}\n`,
    `  审批人员 reviewer  ${listed(leadDepartments().map((id) => `reviewer-${id}`))}\n`,
    `  业主 owner         owner-${SEASON_OWNERS[0]?.uscc.toLowerCase() ?? ''}\n`,
    '  管理人员 manager   manager\n  系统管理员 admin   admin\n\n',
    '按 Ctrl-C 停止 press Ctrl-C to stop\n',
  ].join('');
}

const SHOWN = 4;

/** The first few of a list; the others are named alike. */
const listed = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join('  ') + (names.length > SHOWN ? ' …' : '');

/** The departments that lead a review: the desks with most to see. */
function leadDepartments(): string[] {
  const leads = permitItems.all().flatMap(({ catalogue }) => catalogue.branches.filter(({ lead }) => lead));
  return [...new Set(leads.map(({ departmentId }) => departmentId))];
}
