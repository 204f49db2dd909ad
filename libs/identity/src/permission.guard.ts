import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access, notAllowed, notSignedIn } from '#platform';
import { ActorResolver } from './actor-resolver.js';
import { actorOf, rememberActor } from './current-actor.js';

/** Denies by default: a route without `@Public()` or `@Allow(…)` is closed, and a role that is not named is refused. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ActorResolver) private readonly resolver: ActorResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = actorOf(request) ?? (await this.resolver.resolve(request));
    if (actor === undefined) throw notSignedIn();
    if (access === undefined || !access.some((role) => role === actor.role)) throw notAllowed();
    rememberActor(request, actor);
    return true;
  }
}
