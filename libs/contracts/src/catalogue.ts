import { z } from 'zod';
import { textSchema } from './text.js';
import { unitSchema } from './unit.js';

/**
 * How well a catalogue fact is known: read in the statute (`verified`), in a secondary copy, inferred from verified
 * facts, or not verified at all, which the UI prints as 待核实.
 */
export const evidenceSchema = z.enum(['verified', 'secondary', 'inferred', 'unverified']);

/** Schema of a statute article a rule rests on. */
export const legalBasisSchema = z.object({
  statute: z.string(),
  article: z.string(),
  evidence: evidenceSchema,
  effectiveFrom: z.iso.date().optional(),
});

/** Statute and article behind a rule or a document. */
export type LegalBasis = z.infer<typeof legalBasisSchema>;

const limitSchema = z.object({ workingDays: z.int().positive(), basis: legalBasisSchema });

const materialSchema = z.object({
  id: z.string(),
  name: textSchema,
  required: z.enum(['always', 'conditional']),
  condition: textSchema.optional(),
  shared: z.boolean().describe('Handed in once per case even if several items ask for it'),
  evidence: evidenceSchema,
});

/** Schema of {@link CatalogueEntry}. */
export const catalogueEntrySchema = z.object({
  item: z.string().regex(/^[a-z][a-z-]{2,40}$/),
  version: z.int().positive(),
  position: z.int().positive().describe('Place in lists and in the yearly report'),
  effectiveFrom: z.iso.date(),
  name: textSchema,
  legalNature: z.enum(['permit', 'otherPower']),
  legalBasis: z.array(legalBasisSchema).min(1),
  limits: z.object({ statutory: limitSchema, promised: limitSchema.optional() }),
  materials: z.array(materialSchema),
  lineKinds: z.array(z.object({ kind: z.string(), unit: unitSchema, name: textSchema })).min(1),
  headline: z.object({
    unit: unitSchema,
    kinds: z.array(z.string()).min(1),
    phrase: textSchema,
    unitName: z.string(),
    inTenThousands: z.boolean(),
  }),
  numbering: z.object({ agencyMark: z.string().min(1), sectionMark: z.string().min(1) }),
  branches: z.array(
    z.object({ branch: z.string(), departmentId: z.string(), lead: z.boolean(), when: z.string().optional() }),
  ),
});

/**
 * A permit item's entry of the catalogue (行政许可事项清单): legal basis and nature, materials, limits in working days,
 * line kinds and units, the headline figure the yearly report prints, marks of its document numbers, its branches.
 */
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;
