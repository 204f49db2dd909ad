import { type INestApplication, Logger } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, type OperationObject, SwaggerModule } from '@nestjs/swagger';
import { ACCESS, type Access } from './access.js';
import { ANSWER, type AnswerDescription } from './api-answer.js';
import { completeOperation, problemResponses, type RouteDescription, SESSION_SCHEME } from './api-operation.js';
import { answerSchemas, requestSchema } from './api-schemas.js';
import { answerProblem } from './problem.filter.js';
import { unavailable } from './problem-error.js';

const DOCUMENT_URL = '/api/openapi.json';
const SERVICE_TIMEOUT_MS = 5000;

const logger = new Logger('openapi');

/**
 * Builds the OpenAPI 3.1 document of an application from what its controllers say for their own sake: the schemas of
 * what they take and answer, the headers they read, and who may call them.
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('平陆运河项目服务专窗 Pinglu Window')
    .setDescription(
      '错误均为 RFC 9457 problem（application/problem+json），指明字段、规则与法律依据；语言由 Accept-Language 决定。' +
        ' Errors are RFC 9457 problems naming field, rule and legal basis; the language follows Accept-Language.' +
        ' Every command carries an Idempotency-Key; what can be edited carries an ETag and wants If-Match.',
    )
    .setVersion('1')
    .addCookieAuth('pinglu_session', { type: 'apiKey' }, SESSION_SCHEME)
    .build();
  const document = SwaggerModule.createDocument(app, options, { standardSchemaConverter: requestSchema });
  const routes = routesOf(app);
  const schemas = answerSchemas([...routes.values()].flatMap(({ answer }) => answer?.schema ?? []));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item) as OperationObject[]) {
      const route = routes.get(operation.operationId ?? '');
      if (route !== undefined) completeOperation(operation, path, route, schemas);
    }
  }
  Object.assign(document.components ?? {}, { schemas: schemas.components, responses: problemResponses() });
  return document;
}

/** What the decorators of every route say, by the operation's id as SwaggerModule forms it. */
function routesOf(app: INestApplication): Map<string, RouteDescription> {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  const routes = new Map<string, RouteDescription>();
  for (const { controllers } of app.get(ModulesContainer, { strict: false }).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => unknown>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name] as () => unknown;
        routes.set(`${metatype.name}_${name}`, {
          access: reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, metatype]),
          answer: reflector.get<AnswerDescription | undefined>(ANSWER, handler),
        });
      }
    }
  }
  return routes;
}

/**
 * Serves the document at `/api/openapi.json` and a page to browse it at `/api/docs`. `services` are the base URLs of
 * services behind a gateway whose documents are joined with its own, asked for with every request.
 */
export function serveOpenApi(app: NestFastifyApplication, services: readonly string[] = []): void {
  let own: OpenAPIObject | undefined;
  const document = () => {
    own ??= openApiDocument(app);
    return own;
  };
  app
    .getHttpAdapter()
    .getInstance()
    .get(DOCUMENT_URL, async (request, reply) => {
      try {
        return join(document(), await Promise.all(services.map(fetchDocument)));
      } catch (error) {
        answerProblem(error, request, reply);
        return reply;
      }
    });
  SwaggerModule.setup('api/docs', app, document, {
    raw: false,
    swaggerOptions: { url: DOCUMENT_URL },
    customSiteTitle: 'Pinglu Window API',
  });
}

async function fetchDocument(service: string): Promise<OpenAPIObject> {
  const signal = AbortSignal.timeout(SERVICE_TIMEOUT_MS);
  const response = await fetch(new URL(DOCUMENT_URL, service), { signal }).catch(() => undefined);
  if (response?.ok !== true) {
    // Only the log says which: the inner addresses are nobody's business.
    logger.warn(`${service} does not answer for its OpenAPI document`);
    throw unavailable();
  }
  return (await response.json()) as OpenAPIObject;
}

function join(own: OpenAPIObject, others: readonly OpenAPIObject[]): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = Object.assign({}, ...others.map((other) => other.paths), own.paths);
  const schemas: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']> = Object.assign(
    {},
    ...others.map((other) => other.components?.schemas),
    own.components?.schemas,
  );
  return { ...own, paths, components: { ...own.components, schemas } };
}
