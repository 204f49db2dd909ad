import type { PermitDefinition } from './define-permit.js';

/** The injection token of the permit items a process serves; apps pass the registry in, libs never import it. */
export const PERMIT_REGISTRY = Symbol('PermitRegistry');

/** All permit items a process knows, in all versions that applications may still run under. */
export class PermitRegistry {
  readonly #byItem = new Map<string, Map<number, PermitDefinition>>();

  /** Throws if two definitions claim the same item and version. */
  constructor(definitions: readonly PermitDefinition[]) {
    for (const definition of definitions) {
      const versions = this.#byItem.get(definition.item) ?? new Map<number, PermitDefinition>();
      if (versions.has(definition.version)) {
        throw new Error(`two definitions of ${definition.item}@${definition.version}`);
      }
      versions.set(definition.version, definition);
      this.#byItem.set(definition.item, versions);
    }
  }

  /** The definition new applications of an item start with, or undefined for an unknown item. */
  current(item: string): PermitDefinition | undefined {
    const versions = this.#byItem.get(item);
    if (versions === undefined) return undefined;
    return versions.get(Math.max(...versions.keys()));
  }

  /** The definition a running application was started with. Throws if this process does not know it. */
  running(item: string, version: number): PermitDefinition {
    const definition = this.#byItem.get(item)?.get(version);
    if (definition === undefined) throw new Error(`no definition of ${item}@${version} in this process`);
    return definition;
  }

  /** The current definition of every item, in the order they were registered. */
  all(): PermitDefinition[] {
    return [...this.#byItem.keys()].flatMap((item) => this.current(item) ?? []);
  }

  /** Every department any version of any item may ask. */
  departmentIds(): string[] {
    const ids = new Set<string>();
    for (const versions of this.#byItem.values()) {
      for (const { catalogue } of versions.values())
        for (const { departmentId } of catalogue.branches) ids.add(departmentId);
    }
    return [...ids].sort();
  }
}
