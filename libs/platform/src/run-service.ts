import { type DynamicModule, Module } from '@nestjs/common';
import { SystemClock } from './clock.js';
import { readConfig } from './config.js';
import { createHttpApp, runHttpApp } from './http-app.js';
import { serveOpenApi } from './open-api.js';
import { PlatformModule } from './platform.module.js';

@Module({})
class ServiceRootModule {}

/** Runs a service in a process of its own, from the process's environment, on the machine's clock. */
export async function runService(imports: readonly DynamicModule[]): Promise<void> {
  const config = readConfig(process.env);
  const root = { module: ServiceRootModule, imports: [PlatformModule.forRoot(config, new SystemClock()), ...imports] };
  const app = await createHttpApp(root, config);
  serveOpenApi(app);
  const url = await runHttpApp(app, config);
  process.stdout.write(`ready ${url}\n`);
}
