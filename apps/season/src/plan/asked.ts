import type { ApplicationContent } from '#contracts';
import type { PermitDefinition, PermitRegistry } from '#workflow-kit';
import type { AskedBranch } from './stories.js';

/** The branches an application with this content is asked for, the lead first. */
export function askedBranches(
  registry: PermitRegistry,
  item: string,
  content: ApplicationContent,
): [AskedBranch, ...AskedBranch[]] {
  const { catalogue, readContent } = definitionOf(registry, item);
  const { facts } = readContent(content);
  const asked = catalogue.branches.filter(({ when }) => when === undefined || facts[when] === true);
  const lead = asked.find((branch) => branch.lead);
  if (lead === undefined) throw new Error(`${item} has no lead branch`);
  return [lead, ...asked.filter((branch) => branch !== lead)];
}

/** The papers every one of these items always asks for, each once. */
export function materialsFor(registry: PermitRegistry, items: readonly string[]): string[] {
  const always = items.flatMap((item) =>
    definitionOf(registry, item).catalogue.materials.filter(({ required }) => required === 'always'),
  );
  return [...new Set(always.map(({ id }) => id))];
}

function definitionOf(registry: PermitRegistry, item: string): PermitDefinition {
  const definition = registry.current(item);
  if (definition === undefined) throw new Error(`no such permit item: ${item}`);
  return definition;
}
