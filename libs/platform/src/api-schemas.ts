import type { SchemaObject } from '@nestjs/swagger';
import { z } from 'zod';
import {
  accountViewSchema,
  actorSchema,
  applicationViewSchema,
  caseViewSchema,
  catalogueEntrySchema,
  departmentSchema,
  faultSchema,
  headlineTotalSchema,
  incidentSchema,
  ledgerEntrySchema,
  legalBasisSchema,
  opinionSchema,
  problemSchema,
  quantityLineSchema,
  reviewTaskRowSchema,
  reviewTaskViewSchema,
  sessionViewSchema,
  textSchema,
  totalsViewSchema,
  townSchema,
  windowSchema,
} from '#contracts';

/** What the document names; every other schema is written out where it is used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Account: accountViewSchema,
  Actor: actorSchema,
  Application: applicationViewSchema,
  Case: caseViewSchema,
  CatalogueEntry: catalogueEntrySchema,
  Department: departmentSchema,
  Fault: faultSchema,
  HeadlineTotal: headlineTotalSchema,
  Incident: incidentSchema,
  LedgerEntry: ledgerEntrySchema,
  LegalBasis: legalBasisSchema,
  Opinion: opinionSchema,
  Problem: problemSchema,
  QuantityLine: quantityLineSchema,
  ReviewTask: reviewTaskViewSchema,
  ReviewTaskRow: reviewTaskRowSchema,
  Session: sessionViewSchema,
  Text: textSchema,
  Totals: totalsViewSchema,
  Town: townSchema,
  Window: windowSchema,
};

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** The schemas of answers in an OpenAPI 3.1 document. */
export interface AnswerSchemas {
  /** For `components.schemas`. */
  readonly components: Record<string, SchemaObject>;
  /** The schema of one answer: a reference if it has a name of its own. */
  of(schema: z.ZodType): SchemaObject | { $ref: string };
}

/** Converts the schemas of all answers at once, so that what they share is said once. */
export function answerSchemas(answers: Iterable<z.ZodType>): AnswerSchemas {
  const names = new Map(Object.entries(NAMED).map(([name, schema]) => [schema, name]));
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const unnamed = new Map<z.ZodType, string>();
  for (const schema of answers) {
    if (names.has(schema) || unnamed.has(schema)) continue;
    unnamed.set(schema, `answer${unnamed.size}`);
    registry.add(schema, { id: `answer${unnamed.size - 1}` });
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: refTo });
  const withoutUri = (name: string) => {
    const { $id, $schema, ...schema } = schemas[name] as Record<string, unknown>;
    return schema as SchemaObject;
  };
  return {
    components: Object.fromEntries(Object.keys(NAMED).map((name) => [name, withoutUri(name)])),
    of: (schema) => {
      const name = names.get(schema);
      return name === undefined ? withoutUri(unnamed.get(schema) ?? '') : { $ref: refTo(name) };
    },
  };
}

/** The schema of what a caller sends, as JSON Schema of the draft that OpenAPI 3.1 is made of. */
export function requestSchema(schema: unknown): { schema: unknown } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema, ...converted } = z.toJSONSchema(schema, { io: 'input' });
  return { schema: converted };
}
