import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { HealthController, Readiness } from './health.js';

/** Settings, clock and health of a process; imported once by its root module. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, clock: Clock): DynamicModule {
    const providers = [{ provide: CONFIG, useValue: config }, { provide: Clock, useValue: clock }, Readiness];
    return { module: PlatformModule, controllers: [HealthController], providers, exports: providers };
  }
}
