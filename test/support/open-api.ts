import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from './client.js';

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}

/** A response, once references are followed. */
export interface Response {
  readonly description: string;
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, { readonly schema?: object }>;
}

/** An operation of the document. */
export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: unknown;
  readonly responses: Record<string, Response | { readonly $ref: string }>;
  readonly security?: readonly object[];
}

/** As much of an OpenAPI document as the tests look at. */
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, object>;
    readonly responses: Record<string, Response>;
    readonly securitySchemes: Record<string, object>;
  };
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** Holds answers against the live document that promises them. */
export class LiveDocument {
  readonly #ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  readonly operations: readonly { readonly method: string; readonly path: string; readonly operation: Operation }[];
  /** Operations that were seen to succeed as they promise, such as `post /api/cases`. */
  readonly kept = new Set<string>();

  constructor(readonly document: OpenApi) {
    this.#ajv.addSchema(document, 'document');
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
    );
  }

  /** The response an operation promises for a status, or `default`. */
  response(operation: Operation, status: string): Response | undefined {
    const response = operation.responses[status];
    if (response === undefined || !('$ref' in response)) return response;
    return this.document.components.responses[response.$ref.replace('#/components/responses/', '')];
  }

  /** Where a schema of the document is no JSON Schema of draft 2020-12. */
  wrongSchemas(): string[] {
    const look = (value: unknown, place: string): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, inner]) => {
        const here = `${place}/${key}`;
        const isSchema = key === 'schema' || place === '/components/schemas';
        return isSchema ? (this.#ajv.validateSchema(inner as object) === true ? [] : [here]) : look(inner, here);
      });
    };
    return look(this.document, '');
  }

  /** What is wrong with an answer, by the document; empty if it is as promised. */
  faults(method: string, url: string, answer: Answer<unknown>): string[] {
    const found = this.#find(method.toLowerCase(), url.split('?')[0] ?? '');
    if (found === undefined) return [`${method} ${url} is not in the document`];
    const { path, operation } = found;
    const named = String(answer.status) in operation.responses ? String(answer.status) : 'default';
    if (answer.status < 400 && named === 'default') return [`${method} ${path} promises no ${answer.status}`];
    const content = this.response(operation, named)?.content;
    if (answer.status < 400) this.kept.add(`${method.toLowerCase()} ${path}`);
    if (content === undefined) return answer.body === '' ? [] : [`${method} ${path} promises no body`];
    const [type] = (answer.headers.get('content-type') ?? '').split(';');
    if (type === undefined || !(type in content)) return [`${method} ${path} ${named} does not promise ${type}`];
    const validate = this.#schema([path, found.method], operation, named, type);
    if (validate(answer.body)) return [];
    return (validate.errors ?? []).map((error) => `${method} ${path} ${named}${error.instancePath} ${error.message}`);
  }

  #find(method: string, url: string) {
    const parts = url.split('/');
    return this.operations.find(({ method: other, path }) => {
      const pattern = path.split('/');
      const fits = pattern.every((part, index) => part.startsWith('{') || part === parts[index]);
      return other === method && fits && pattern.length === parts.length;
    });
  }

  #schema(place: string[], operation: Operation, status: string, type: string): ValidateFunction {
    const response = operation.responses[status] as { $ref?: string };
    const pointer =
      response.$ref === undefined
        ? `#/${['paths', ...place, 'responses', status].map(escaped).join('/')}`
        : response.$ref;
    const validate = this.#ajv.getSchema(`document${pointer}/content/${escaped(type)}/schema`);
    if (validate === undefined) throw new Error(`no schema at ${pointer}`);
    return validate;
  }
}
