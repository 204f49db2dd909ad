import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#contracts';
import { ActorResolver } from '#identity';
import { SessionService } from './session.service.js';
import { tokenOf } from './session-cookie.js';

/** Resolves the actor at the public door: by the session, never by anything else a request says. */
@Injectable()
export class SessionActorResolver extends ActorResolver {
  constructor(@Inject(SessionService) private readonly sessions: SessionService) {
    super();
  }

  override async resolve(request: FastifyRequest): Promise<Actor | undefined> {
    const token = tokenOf(request);
    return token === undefined ? undefined : (await this.sessions.find(token))?.actor;
  }
}
