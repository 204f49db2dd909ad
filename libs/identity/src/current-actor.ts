import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#contracts';
import { notSignedIn } from '#platform';

const actors = new WeakMap<object, Actor>();

/** Keeps the actor of a request for the handlers that follow. */
export function rememberActor(request: FastifyRequest, actor: Actor): void {
  actors.set(request, actor);
}

/** The actor the guard found for a request, if it has run. */
export function actorOf(request: FastifyRequest): Actor | undefined {
  return actors.get(request);
}

/** The signed-in actor as a handler's argument. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (actor === undefined) throw notSignedIn();
  return actor;
});
