import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ActorResolver, PermissionGuard } from '#identity';
import { PersistenceModule } from '#persistence';
import { AccountController } from './accounts/account.controller.js';
import { AccountRepository } from './accounts/account.repository.js';
import { AccountService } from './accounts/account.service.js';
import { GatewaySchema1700000000001 } from './migrations/1-gateway-schema.js';
import { SessionController } from './sessions/session.controller.js';
import { SessionService } from './sessions/session.service.js';
import { SessionActorResolver } from './sessions/session-actor.resolver.js';
import { SettingsRepository } from './settings.repository.js';

/** The gateway's schema in PostgreSQL and its migrations. */
export const GATEWAY_DATABASE = { schema: 'gateway', migrations: [GatewaySchema1700000000001] };

/** The public door: accounts, sessions, and the guard over every route of the process. */
@Global()
@Module({})
export class GatewayModule {
  static forRoot(): DynamicModule {
    return {
      module: GatewayModule,
      imports: [PersistenceModule.forService(GATEWAY_DATABASE)],
      controllers: [SessionController, AccountController],
      providers: [
        AccountRepository,
        AccountService,
        SessionService,
        SettingsRepository,
        { provide: ActorResolver, useClass: SessionActorResolver },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
      exports: [AccountService, SettingsRepository, ActorResolver],
    };
  }
}
