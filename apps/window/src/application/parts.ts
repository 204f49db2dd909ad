import type { WindowCommand } from './command.js';

const PART = 48;

/**
 * Cuts a batch into parts, so that PostgreSQL writes one while the next is being decided. Commands to one application
 * stay in one part, in their order: what the later ones find is what the earlier ones left.
 */
export function partsOf(commands: readonly WindowCommand[]): WindowCommand[][] {
  const groups = new Map<string, WindowCommand[]>();
  for (const command of commands) {
    const key = command.kind === 'open' ? command.commandId : command.applicationId;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [command]);
    else group.push(command);
  }
  const parts: WindowCommand[][] = [];
  let part: WindowCommand[] = [];
  for (const group of groups.values()) {
    if (part.length + group.length > PART && part.length > 0) {
      parts.push(part);
      part = [];
    }
    part.push(...group);
  }
  return [...parts, part];
}
