export { ActorResolver } from './src/actor-resolver.js';
export { actorOf, CurrentActor, rememberActor } from './src/current-actor.js';
export { InternalIdentityModule } from './src/internal-identity.module.js';
export { INTERNAL_TOKEN_HEADER, InternalTokenResolver, InternalTokens } from './src/internal-token.js';
export { PermissionGuard } from './src/permission.guard.js';
