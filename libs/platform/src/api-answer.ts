import type { z } from 'zod';

/** What the OpenAPI document says of a route's answer beyond what the route's other decorators say. */
export interface AnswerDescription {
  readonly schema: z.ZodType;
  /** The answer carries the record's version as its ETag. */
  readonly etag?: boolean;
  /** Statuses of problems that cannot be told from the route: those of its path, body, headers and access can. */
  readonly problems?: readonly number[];
}

/** The metadata key of {@link AnswerDescription}. */
export const ANSWER = 'pinglu:answer';

/**
 * States the schema of a route's answer for the OpenAPI document. A route whose handler returns anything else does not
 * compile. Routes that answer 204 need none.
 */
export function ApiAnswer<S extends z.ZodType>(schema: S, options: Omit<AnswerDescription, 'schema'> = {}) {
  type Answer = z.output<S> | Readonly<z.output<S>>;
  return <H extends (...args: never[]) => Answer | Promise<Answer>>(
    _target: object,
    _name: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    Reflect.defineMetadata(ANSWER, { schema, ...options } satisfies AnswerDescription, descriptor.value as H);
  };
}
