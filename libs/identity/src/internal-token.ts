import type { FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { type Actor, actorSchema } from '#contracts';
import { ActorResolver } from './actor-resolver.js';

/** The header the gateway names the actor in, for services behind it. */
export const INTERNAL_TOKEN_HEADER = 'x-pinglu-actor';

const LIFETIME = '60s';
const ISSUER = 'pinglu-gateway';

/** Signs and reads the short-lived tokens by which a service believes the gateway who is calling. */
export class InternalTokens {
  readonly #key: Uint8Array;

  /** `secret` is shared by gateway and services and has at least 32 characters. */
  constructor(secret: string) {
    if (secret.length < 32) throw new Error('INTERNAL_SECRET needs at least 32 characters');
    this.#key = new TextEncoder().encode(secret);
  }

  /** A token that names the actor for one minute. */
  sign(actor: Actor): Promise<string> {
    return new SignJWT({ actor })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(this.#key);
  }

  /** The actor a token names, or undefined if it is forged, malformed or too old. */
  async verify(token: string): Promise<Actor | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, { issuer: ISSUER, algorithms: ['HS256'] });
      return actorSchema.parse(payload['actor']);
    } catch {
      return undefined;
    }
  }
}

/** Resolves the actor of a service that runs behind the gateway in a process of its own. */
export class InternalTokenResolver extends ActorResolver {
  constructor(private readonly tokens: InternalTokens) {
    super();
  }

  override async resolve(request: FastifyRequest): Promise<Actor | undefined> {
    const token = request.headers[INTERNAL_TOKEN_HEADER];
    return typeof token === 'string' ? this.tokens.verify(token) : undefined;
  }
}
