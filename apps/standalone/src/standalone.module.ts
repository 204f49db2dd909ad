import { type DynamicModule, Module } from '@nestjs/common';
import { QueueBackendModule } from '#messaging';
import { type Clock, type Config, PlatformModule } from '#platform';
import type { PermitRegistry } from '#workflow-kit';
import { DepartmentModule } from '../../department/src/department.module.js';
import { GatewayModule } from '../../gateway/src/gateway.module.js';
import { LedgerModule } from '../../ledger/src/ledger.module.js';
import { WindowModule } from '../../window/src/window.module.js';
import { DemoClockController } from './demo-clock.controller.js';

/** All services in one process: the same modules that run alone, behind one door. */
@Module({})
export class StandaloneModule {
  static forRoot(config: Config, clock: Clock, registry: PermitRegistry): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        QueueBackendModule.forRoot(),
        GatewayModule.forRoot(),
        WindowModule.forRoot(registry),
        DepartmentModule.forRoot(config.departments ?? registry.departmentIds(), registry.departmentIds()),
        LedgerModule.forRoot(registry),
      ],
      controllers: config.demo ? [DemoClockController] : [],
    };
  }
}
