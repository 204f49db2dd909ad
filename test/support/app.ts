import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, createHttpApp, readConfig, serveOpenApi, VirtualClock } from '#platform';
import type { PermitRegistry } from '#workflow-kit';
import { permitItems } from '#workflows';
import { AccountService } from '../../apps/gateway/src/accounts/account.service.js';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module.js';
import { WINDOWS } from '../../apps/window/src/catalogue/seed/index.js';
import { createTestDatabase, serverUrl } from './database.js';

/** What the queues of a test run on. */
export type QueueBackend = 'redis' | 'postgres';

/** Password of every account of a test. */
export const PASSWORD = 'test-password';

/** The whole product in this process, on a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly clock: VirtualClock;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Starts every service in this process with accounts for every desk. */
export async function startApp(backend: QueueBackend, registry: PermitRegistry = permitItems): Promise<TestApp> {
  const database = await createTestDatabase();
  const config: Config = {
    ...readConfig({ DATABASE_URL: database.url, LOG_LEVEL: 'error', DEMO: 'true', PORT: '0' }),
    ...(backend === 'redis' ? { redisUrl: redisUrl() } : {}),
  };
  const clock = new VirtualClock();
  const app = await createHttpApp(StandaloneModule.forRoot(config, clock, registry), config);
  serveOpenApi(app);
  await app.listen(0, '127.0.0.1');
  await app.get(AccountService, { strict: false }).ensureDemonstration(accounts(registry), PASSWORD);
  return {
    app,
    clock,
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    databaseUrl: database.url,
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** Owner organisation of the tests. */
export const OWNER = { uscc: '91350100M000100Y43', name: '测试业主有限公司' };

function accounts(registry: PermitRegistry) {
  const [window] = WINDOWS;
  if (window === undefined) throw new Error('no window');
  const password = PASSWORD;
  return [
    { username: 'clerk', name: '测试窗口人员', role: 'clerk' as const, windowId: window.id, password },
    { username: 'other-clerk', name: '另一窗口人员', role: 'clerk' as const, windowId: WINDOWS[1]?.id ?? '', password },
    { username: 'owner', name: '测试业主', role: 'owner' as const, ownerUscc: OWNER.uscc, password },
    { username: 'other-owner', name: '另一业主', role: 'owner' as const, ownerUscc: '11320000MB151840XJ', password },
    { username: 'manager', name: '测试管理人员', role: 'manager' as const, password },
    { username: 'admin', name: '测试管理员', role: 'administrator' as const, password },
    ...registry.departmentIds().map((id) => ({
      username: `reviewer-${id}`,
      name: `审批人员 ${id}`,
      role: 'reviewer' as const,
      departmentId: id,
      password,
    })),
  ];
}

/** A Redis database for this worker of the test runner, so that two files never share queues. */
function redisUrl(): string {
  const url = new URL(serverUrl('TEST_REDIS_URL'));
  url.pathname = `/${process.env['JEST_WORKER_ID'] ?? '1'}`;
  return url.toString();
}
