import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { keyRequired, versionRequired } from './problem-error.js';

const header = (context: ExecutionContext, name: string): string => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : '';
};

/** The `Idempotency-Key` header of a command. 400 if it is missing or not 8 to 100 printable characters. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const key = header(context, 'idempotency-key');
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) throw keyRequired();
  return key;
});

/** The version an edit was made on, from `If-Match: "<version>"`. 428 if it is missing or not a version. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const [, version] = /^"?(\d{1,9})"?$/.exec(header(context, 'if-match')) ?? [];
  if (version === undefined) throw versionRequired();
  return Number(version);
});
