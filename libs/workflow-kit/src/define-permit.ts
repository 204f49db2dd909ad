import { z } from 'zod';
import {
  type ApplicationContent,
  type CatalogueEntry,
  catalogueEntrySchema,
  type QuantityLine,
  type Rule,
} from '#contracts';
import { type Fault, parseContract, refuseFaults } from '#domain';
import type { ReviewBranch } from './department-review.js';
import type { PermitInput } from './permit-context.js';
import { type PermitMachine, procedure } from './procedure.js';

/** A catalogue entry as an item writes it: the branches are read off its review. */
export type CatalogueSource = Omit<CatalogueEntry, 'branches'>;

/** Content of an application after its item's schemas have read it. */
export interface ReadContent<Form> {
  readonly form: Form;
  readonly lines: readonly QuantityLine[];
}

/** What one permit item contributes; everything else is the common procedure. */
export interface PermitSource<Fact extends string, Form extends z.ZodType> {
  readonly catalogue: CatalogueSource;
  /** Schema of the item's form. */
  readonly form: Form;
  /** Schema of one quantity line, a union over the item's line kinds. */
  readonly line: z.ZodType<QuantityLine>;
  /** Facts that decide which departments must review. */
  readonly facts: (content: ReadContent<z.output<Form>>) => Record<Fact, boolean>;
  /** Regions of the parallel review, by branch. */
  readonly underReview: Record<string, ReviewBranch<Fact>>;
}

/** A permit item, ready to run: `item@version` names it, and running applications keep their version. */
export interface PermitDefinition {
  readonly item: string;
  readonly version: number;
  readonly catalogue: CatalogueEntry;
  readonly machine: PermitMachine;
  /** JSON Schema (2020-12) of form and line, for the generic form of the UI and the item guide. */
  readonly schemas: { readonly form: unknown; readonly line: unknown };
  /** Facts that any branch depends on. */
  readonly facts: readonly string[];
  /** Reads content; throws a RuleViolation naming every faulty field below `prefix`. */
  readContent(content: ApplicationContent, prefix?: string): ReadContent<Record<string, unknown>> & PermitInput;
}

const LINE_ID_TWICE: Rule = {
  id: 'line.idTwice',
  text: { zh: '数量明细编号重复', en: 'two quantity lines share one id' },
};

/**
 * Builds a permit item from its folder's parts. Throws at start, never at run time: an invalid catalogue entry, no
 * mandatory lead branch, or a misspelled state name.
 */
export function definePermit<Fact extends string, Form extends z.ZodType>(
  source: PermitSource<Fact, Form>,
): PermitDefinition {
  const branches = Object.entries(source.underReview).map(([branch, { departmentId, lead, when }]) => ({
    branch,
    departmentId,
    lead,
    ...(when === undefined ? {} : { when }),
  }));
  const catalogue = catalogueEntrySchema.parse({ ...source.catalogue, branches });
  const leads = branches.filter(({ lead }) => lead);
  if (leads.length !== 1 || leads.some((branch) => 'when' in branch)) {
    throw new Error(`${catalogue.item}: exactly one branch leads, and it is always mandatory`);
  }
  return {
    item: catalogue.item,
    version: catalogue.version,
    catalogue,
    machine: procedure(source.underReview),
    schemas: { form: z.toJSONSchema(source.form, { io: 'input' }), line: z.toJSONSchema(source.line, { io: 'input' }) },
    facts: [...new Set(branches.flatMap((branch) => ('when' in branch ? [String(branch.when)] : [])))],
    readContent: (content, prefix = '') => readContent(source, content, prefix),
  };
}

function readContent<Fact extends string, Form extends z.ZodType>(
  source: PermitSource<Fact, Form>,
  content: ApplicationContent,
  prefix: string,
) {
  const form = parseContract(source.form, content.form, `${prefix}/form`);
  const lines = parseContract(z.array(source.line), content.lines, `${prefix}/lines`);
  refuseFaults(repeatedIds(lines, prefix));
  return { form: form as Record<string, unknown>, lines, facts: source.facts({ form, lines }) };
}

function repeatedIds(lines: readonly QuantityLine[], prefix: string): Fault[] {
  const seen = new Set<string>();
  return lines.flatMap(({ id }, index) => {
    const fault = seen.has(id) ? [{ field: `${prefix}/lines/${index}/id`, rule: LINE_ID_TWICE }] : [];
    seen.add(id);
    return fault;
  });
}
