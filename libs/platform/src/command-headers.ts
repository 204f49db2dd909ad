import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { keyRequired, versionRequired } from './problem-error.js';

const KEY = /^[\x21-\x7e]{8,100}$/;
const VERSION = /^"?(\d{1,9})"?$/;

const header = (context: ExecutionContext, name: string): string => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : '';
};

/** Shows the header with the operation of the handler whose parameter is decorated. */
const shown =
  (name: string, description: string, pattern: RegExp): ParameterDecorator =>
  (target, key) => {
    const handler = Object.getOwnPropertyDescriptor(target, key ?? '');
    const schema = { type: 'string', pattern: pattern.source };
    if (handler !== undefined) ApiHeader({ name, description, required: true, schema })(target, key ?? '', handler);
  };

/** The `Idempotency-Key` header of a command. 400 if it is missing or not 8 to 100 printable characters. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => {
    const key = header(context, 'idempotency-key');
    if (!KEY.test(key)) throw keyRequired();
    return key;
  },
  [shown('Idempotency-Key', 'Names the command; sent again with the same key, it is answered as it was', KEY)],
);

/** The version an edit was made on, from `If-Match: "<version>"`. 428 if it is missing or not a version. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const [, version] = VERSION.exec(header(context, 'if-match')) ?? [];
    if (version === undefined) throw versionRequired();
    return Number(version);
  },
  [shown('If-Match', 'The version the change was made on: the ETag of the record as it was read', VERSION)],
);
