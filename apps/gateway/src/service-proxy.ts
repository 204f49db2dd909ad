import fastifyHttpProxy from '@fastify/http-proxy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ActorResolver, INTERNAL_TOKEN_HEADER, InternalTokens } from '#identity';
import { answerProblem, type Config, unavailable } from '#platform';

/** Which service answers which addresses. */
const ROUTES = {
  window: ['/api/cases', '/api/applications', '/api/catalogue', '/api/incidents/window'],
  department: ['/api/review-tasks', '/api/incidents/department'],
  ledger: ['/api/totals', '/api/incidents/ledger'],
} as const;

/**
 * Passes requests on to the services behind the gateway when they run as processes of their own. The caller's identity
 * goes along as a token only this gateway can sign; cookies stay here, and a token the caller sends itself is dropped.
 */
export async function proxyServices(app: NestFastifyApplication, config: Config): Promise<void> {
  if (config.internalSecret === undefined) throw new Error('INTERNAL_SECRET is required for a gateway of its own');
  const tokens = new InternalTokens(config.internalSecret);
  const resolver = app.get(ActorResolver, { strict: false });
  for (const [service, prefixes] of Object.entries(ROUTES)) {
    const upstream = config.services[service as keyof typeof ROUTES];
    if (upstream === undefined) throw new Error(`${service.toUpperCase()}_URL is required for a gateway of its own`);
    for (const prefix of prefixes) {
      await app.register(fastifyHttpProxy as never, {
        upstream,
        prefix,
        rewritePrefix: prefix,
        preHandler: async (request: FastifyRequest, _reply: FastifyReply) => {
          const actor = await resolver.resolve(request);
          delete request.headers[INTERNAL_TOKEN_HEADER];
          if (actor !== undefined) request.headers[INTERNAL_TOKEN_HEADER] = await tokens.sign(actor);
          delete request.headers.cookie;
        },
        replyOptions: {
          onError: (reply: FastifyReply) =>
            answerProblem(
              unavailable({ zh: `${service} 没有应答`, en: `${service} does not answer` }),
              reply.request,
              reply,
            ),
        },
      });
    }
  }
}
