import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'pinglu_session';

/** The session token a request carries, if any. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies?.[SESSION_COOKIE];
}
