// One state diagram per permit item, drawn from the statecharts of the build.
//   node tools/generate-diagrams.mjs [--check] [folder]
// Writes docs/diagrams/<item>.md, or another folder. With --check nothing is written: fails if a file is out of date.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STATE_NAMES } from '../dist/apps/cli/src/holders.js';
import { DEPARTMENTS } from '../dist/apps/window/src/catalogue/seed/index.js';
import { permitItems } from '../dist/workflows/index.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const folder = path.resolve(root, args.find((arg) => !arg.startsWith('--')) ?? 'docs/diagrams');

const departmentNames = new Map(DEPARTMENTS.map(({ id, name }) => [id, `${name.zh} ${name.en}`]));

/** Every transition of a state as `{ event, guard, target }`, the event undefined where none is waited for. */
function transitionsOf(node) {
  const all = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  return all.flatMap(({ eventType, guard, target = [] }) =>
    target.map((to) => ({ event: eventType || undefined, guard, target: to })),
  );
}

/** The states of a region that can be reached: a mandatory branch is never `notRequired`. */
function reachable(region) {
  const found = new Set([region.initial.target[0]]);
  for (const node of found) {
    for (const { target } of transitionsOf(node)) if (target.parent === region) found.add(target);
  }
  return [...found];
}

const guardName = (guard) => (typeof guard === 'string' ? guard : guard?.type);

/** Guards that only tell an answer of this branch and cycle from another's would say nothing in a picture of one branch. */
function condition(guard) {
  const name = guardName(guard);
  if (name === undefined || name === 'ofCurrentCycle' || name === 'ofBranch') return '';
  return ` [${name === 'factHolds' ? guard.params.fact : name}]`;
}

const isCompletion = (event) => event?.startsWith('xstate.done.state.') === true;
const label = (event) => (isCompletion(event) ? 'every branch has ended' : event);

function drawRegion(region) {
  const id = (node) => `${region.key}_${node.key}`;
  const lines = [];
  for (const node of reachable(region)) {
    // The first state of a conditional branch is left at once: it is the question, drawn as a choice.
    lines.push(
      node.always?.length ? `state ${id(node)} <<choice>>` : `state "${region.key}: ${node.key}" as ${id(node)}`,
    );
  }
  lines.push(`[*] --> ${id(region.initial.target[0])}`);
  for (const node of reachable(region)) {
    for (const { event, guard, target } of transitionsOf(node)) {
      if (target.parent !== region) continue;
      const text = event === undefined ? condition(guard).trim() || '[otherwise]' : label(event) + condition(guard);
      lines.push(`${id(node)} --> ${id(target)} : ${text}`);
    }
    if (node.type === 'final') lines.push(`${id(node)} --> [*]`);
  }
  return lines;
}

/** Where the answers of single branches lead out of the whole review, each once. */
function exitsOf(parallel) {
  const exits = new Set();
  for (const region of Object.values(parallel.states)) {
    for (const node of reachable(region)) {
      for (const { event, target } of transitionsOf(node)) {
        if (target.parent !== region) exits.add(`${parallel.key} --> ${target.key} : ${label(event)} by any branch`);
      }
    }
  }
  return [...exits];
}

function draw({ machine }) {
  const lines = ['stateDiagram-v2'];
  const states = Object.values(machine.root.states);
  for (const { key } of states) lines.push(`  state "${STATE_NAMES[key]?.zh ?? ''} ${key}" as ${key}`);
  lines.push(`  [*] --> ${machine.root.initial.target[0].key}`);
  for (const node of states) {
    if (node.type === 'parallel') {
      const regions = Object.values(node.states).map((region) => drawRegion(region).map((line) => `    ${line}`));
      lines.push(`  state ${node.key} {`, regions.map((region) => region.join('\n')).join('\n    --\n'), '  }');
      lines.push(...exitsOf(node).map((line) => `  ${line}`));
    }
    for (const { event, guard, target } of transitionsOf(node)) {
      const otherwise = isCompletion(event) && guard === undefined ? ' [otherwise]' : '';
      lines.push(`  ${node.key} --> ${target.key} : ${label(event)}${condition(guard)}${otherwise}`);
    }
    if (node.type === 'final') lines.push(`  ${node.key} --> [*]`);
  }
  return lines.join('\n');
}

function page(definition) {
  const { item, version, catalogue } = definition;
  const { statutory, promised } = catalogue.limits;
  const rows = catalogue.branches.map(({ branch, departmentId, lead, when }) => {
    const asked = lead ? 'always, leads' : when === undefined ? 'always' : `when \`${when}\``;
    return `| \`${branch}\` | \`${departmentId}\` ${departmentNames.get(departmentId) ?? ''} | ${asked} |`;
  });
  const promise = promised === undefined ? '' : `; promised: ${promised.workingDays}`;
  return `# ${catalogue.name.zh} ${catalogue.name.en}

\`${item}\`, version ${version}. Statutory limit: ${statutory.workingDays} working days${promise}.
Generated by \`node tools/generate-diagrams.mjs\` from \`workflows/${item}/workflow.ts\`; do not edit.

| branch | department | asked |
|---|---|---|
${rows.join('\n')}

\`\`\`mermaid
${draw(definition)}
\`\`\`
`;
}

const pages = new Map(permitItems.all().map((definition) => [`${definition.item}.md`, page(definition)]));
const present = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
const outdated = [...new Set([...pages.keys(), ...present])].filter((name) => {
  const file = path.join(folder, name);
  return !pages.has(name) || !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== pages.get(name);
});

if (args.includes('--check')) {
  for (const name of outdated) process.stderr.write(`${path.join(folder, name)} is out of date\n`);
  if (outdated.length > 0)
    process.stderr.write('Run: node tools/prepare.mjs --build && node tools/generate-diagrams.mjs\n');
  process.exitCode = outdated.length > 0 ? 1 : 0;
} else {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of outdated) {
    if (pages.has(name)) fs.writeFileSync(path.join(folder, name), pages.get(name));
    else fs.rmSync(path.join(folder, name));
  }
}
