import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG, type Config } from '#platform';
import { ActorResolver } from './actor-resolver.js';
import { InternalTokenResolver, InternalTokens } from './internal-token.js';
import { PermissionGuard } from './permission.guard.js';

/** Identity of a service that runs behind the gateway: every caller comes with an internal token. */
@Global()
@Module({})
export class InternalIdentityModule {
  static forRoot(): DynamicModule {
    return {
      module: InternalIdentityModule,
      providers: [
        { provide: ActorResolver, inject: [CONFIG], useFactory: resolverOf },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
      exports: [ActorResolver],
    };
  }
}

function resolverOf(config: Config): ActorResolver {
  if (config.internalSecret === undefined) throw new Error('INTERNAL_SECRET is required for a service of its own');
  return new InternalTokenResolver(new InternalTokens(config.internalSecret));
}
