import { STATUS_CODES } from 'node:http';
import type { ComponentsObject, OperationObject, ResponseObject, ResponsesObject } from '@nestjs/swagger';
import type { Access } from './access.js';
import type { AnswerDescription } from './api-answer.js';
import type { AnswerSchemas } from './api-schemas.js';

/** What a route's decorators say of it. */
export interface RouteDescription {
  readonly access: Access | undefined;
  readonly answer: AnswerDescription | undefined;
}

/** Name of the session cookie's security scheme. */
export const SESSION_SCHEME = 'session';

/** The problems a caller has to reckon with, and when they are answered. */
const PROBLEMS: Readonly<Record<string, string>> = {
  400: 'The request cannot be read, or lacks a header it needs',
  401: 'Nobody is signed in',
  403: 'The role may not do this',
  404: 'There is no such record, or none the caller may see',
  409: 'The state of the record does not allow this; `allowedEvents` names what it does',
  412: 'The record has changed since the version of If-Match; read it again',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'The content breaks rules, each named in `faults`; or the Idempotency-Key was used for another command',
  428: 'If-Match is missing',
  503: 'Something the service stands on does not answer',
  default: 'Any other problem',
};

const nameOf = (status: string): string => `Problem${status === 'default' ? '' : status}`;

/** The components that {@link completeOperation} refers to, one response for each kind of problem. */
export function problemResponses(): NonNullable<ComponentsObject['responses']> {
  const schema = { $ref: '#/components/schemas/Problem' };
  const language = { description: 'Language of the texts', schema: { type: 'string', enum: ['zh-CN', 'en'] } };
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      nameOf(status),
      {
        description,
        headers: { 'Content-Language': language },
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

/** Adds to an operation its answer, its problems, and who may call it. */
export function completeOperation(
  operation: OperationObject,
  path: string,
  { access, answer }: RouteDescription,
  schemas: AnswerSchemas,
): void {
  const [status = '200'] = Object.keys(operation.responses);
  const statuses = [...problemsOf(operation, path, access), ...(answer?.problems ?? []).map(String), 'default'];
  const problems: ResponsesObject = Object.fromEntries(
    statuses.map((problem) => [problem, { $ref: `#/components/responses/${nameOf(problem)}` }]),
  );
  operation.responses = { [status]: successOf(status, answer, schemas), ...problems };
  if (access === 'public') return;
  operation.security = [{ [SESSION_SCHEME]: [] }];
  operation.description = `For: ${(access ?? []).join(', ') || 'nobody'}.`;
}

function successOf(status: string, answer: AnswerDescription | undefined, schemas: AnswerSchemas): ResponseObject {
  const description = STATUS_CODES[status] ?? '';
  if (answer === undefined) return { description };
  const etag = { description: 'Version of the record, for If-Match', required: true, schema: { type: 'string' } };
  return {
    description,
    ...(answer.etag === true ? { headers: { ETag: etag } } : {}),
    content: { 'application/json': { schema: schemas.of(answer.schema) } },
  };
}

/** The problems that can be told from what a route takes. */
function problemsOf(operation: OperationObject, path: string, access: Access | undefined): string[] {
  const parameters = operation.parameters ?? [];
  const takes = (header: string) => parameters.some((parameter) => 'name' in parameter && parameter.name === header);
  const body = operation.requestBody !== undefined;
  const command = takes('Idempotency-Key');
  const record = path.includes('{');
  return [
    ...(body || command ? ['400'] : []),
    ...(access === 'public' ? [] : ['401', '403']),
    ...(record ? ['404'] : []),
    ...(record && command && body ? ['409'] : []),
    ...(takes('If-Match') ? ['412', '428'] : []),
    ...(body ? ['413', '415'] : []),
    ...(body || parameters.length > 0 ? ['422'] : []),
  ];
}
