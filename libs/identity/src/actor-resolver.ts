import type { FastifyRequest } from 'fastify';
import type { Actor } from '#contracts';

/** Finds out who is calling. The gateway asks the session, a service behind it the internal token. */
export abstract class ActorResolver {
  /** The signed-in actor, or undefined if nobody is signed in. Never trusts an identity the request merely names. */
  abstract resolve(request: FastifyRequest): Promise<Actor | undefined>;
}
