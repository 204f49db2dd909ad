import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NewAccount } from '#contracts';
import { createHttpApp, readConfig, VirtualClock } from '#platform';
import { permitItems } from '#workflows';
import { AccountService } from '../../apps/gateway/src/accounts/account.service.js';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module.js';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';
import type { Servers } from './servers.js';
import { DEPARTMENTS, NOW } from './work.js';

/** Password of the accounts of a run; they exist for its length, in its own database. */
export const PASSWORD = 'bench-password';

/** The whole product, as `npm start` runs it: every service in this process. */
export async function startProduct(servers: Servers): Promise<NestFastifyApplication> {
  const config = {
    ...readConfig({ DATABASE_URL: servers.databaseUrl, LOG_LEVEL: 'error', PORT: '0' }),
    ...(servers.redisUrl === undefined ? {} : { redisUrl: servers.redisUrl }),
  };
  const clock = new VirtualClock();
  clock.set(NOW);
  const app = await createHttpApp(StandaloneModule.forRoot(config, clock, permitItems), config);
  await app.listen(0, '127.0.0.1');
  await app.get(AccountService, { strict: false }).ensure(accounts(), PASSWORD);
  return app;
}

function accounts(): NewAccount[] {
  const shared = { password: PASSWORD };
  return [
    ...WINDOWS.map(({ id, name }) => ({
      ...shared,
      username: `clerk-${id}`,
      name: name.zh,
      role: 'clerk' as const,
      windowId: id,
    })),
    ...DEPARTMENTS.map(({ departmentId }) => ({
      ...shared,
      username: `reviewer-${departmentId}`,
      name: `审批人员 ${departmentId}`,
      role: 'reviewer' as const,
      departmentId,
    })),
    { ...shared, username: 'manager', name: '管理人员', role: 'manager' as const },
  ];
}
