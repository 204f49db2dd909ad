import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NewAccount } from '#contracts';
import { QueueBackendModule } from '#messaging';
import { type Config, createHttpApp, PlatformModule, readConfig, VirtualClock } from '#platform';
import { permitItems } from '#workflows';
import { AccountService } from '../../apps/gateway/src/accounts/account.service.js';
import { GatewayModule } from '../../apps/gateway/src/gateway.module.js';
import { LedgerModule } from '../../apps/ledger/src/ledger.module.js';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module.js';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';
import { WindowModule } from '../../apps/window/src/window.module.js';
import type { Servers } from './servers.js';
import { DEPARTMENTS, NOW } from './work.js';

/** Password of the accounts of a run; they exist for its length, in its own database. */
export const PASSWORD = 'bench-password';

/** The whole product, as `npm start` runs it: every service in this process. */
export async function startProduct(servers: Servers): Promise<NestFastifyApplication> {
  const config = configOf(servers);
  const app = await createHttpApp(StandaloneModule.forRoot(config, standingClock(), permitItems), config);
  await app.listen(0, '127.0.0.1');
  await app.get(AccountService, { strict: false }).ensureDemonstration(accounts(), PASSWORD);
  return app;
}

@Module({})
class EngineRootModule {}

/** Window and ledger alone, as where every department runs its own instance somewhere else. */
export async function startEngine(servers: Servers): Promise<NestFastifyApplication> {
  const config = configOf(servers);
  const imports = [
    PlatformModule.forRoot(config, standingClock()),
    QueueBackendModule.forRoot(),
    GatewayModule.forRoot(),
    WindowModule.forRoot(permitItems),
    LedgerModule.forRoot(permitItems),
  ];
  const app = await createHttpApp({ module: EngineRootModule, imports }, config);
  return app.init();
}

function configOf({ databaseUrl, redisUrl }: Servers): Config {
  const config = readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error', PORT: '0', DEMO: 'true' });
  return redisUrl === undefined ? config : { ...config, redisUrl };
}

function standingClock(): VirtualClock {
  const clock = new VirtualClock();
  clock.set(NOW);
  return clock;
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
