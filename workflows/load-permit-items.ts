import { existsSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PermitDefinition } from '#workflow-kit';

/** Source files while testing, built files in production: items are looked for as the file that looks. */
const EXTENSION = extname(fileURLToPath(import.meta.url));

/**
 * Every permit item below a folder: one folder each, whose `workflow` file exports its definition (several, if older
 * versions still run). Sorted by the place the catalogue gives them. Throws if a folder exports none.
 */
export async function loadPermitItems(folder: string): Promise<PermitDefinition[]> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name, `workflow${EXTENSION}`))
    .filter((file) => existsSync(file));
  const definitions = await Promise.all(files.map((file) => definitionsIn(file)));
  return definitions.flat().sort((a, b) => a.catalogue.position - b.catalogue.position);
}

async function definitionsIn(file: string): Promise<PermitDefinition[]> {
  const exported = Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>);
  const definitions = exported.filter(isDefinition);
  if (definitions.length === 0) throw new Error(`${file} exports no permit definition`);
  return definitions;
}

const isDefinition = (value: unknown): value is PermitDefinition =>
  typeof value === 'object' && value !== null && 'machine' in value && 'catalogue' in value;

/** The folder of the product's own permit items. */
export const PERMIT_ITEMS_FOLDER = dirname(fileURLToPath(import.meta.url));
