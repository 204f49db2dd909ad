import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { createHttpApp, PlatformModule, readConfig, runHttpApp, SystemClock, serveOpenApi } from '#platform';
import { AccountService } from './accounts/account.service.js';
import { GatewayModule } from './gateway.module.js';
import { proxyServices } from './service-proxy.js';

@Module({})
class GatewayRootModule {}

const config = readConfig(process.env);
const root: DynamicModule = {
  module: GatewayRootModule,
  imports: [PlatformModule.forRoot(config, new SystemClock()), GatewayModule.forRoot()],
};
const app = await createHttpApp(root, config);
await proxyServices(app, config);
serveOpenApi(app, Object.values(config.services));
if (config.adminPassword !== undefined)
  await app.get(AccountService, { strict: false }).bootstrap(config.adminPassword);
process.stdout.write(`ready ${await runHttpApp(app, config)}\n`);
