import { type AnyActorScope, createActor, type Snapshot } from 'xstate';
import type { PermitDefinition } from './define-permit.js';
import { EFFECT_TYPES, type Effect } from './effect.js';
import { EventRefused } from './event-refused.js';
import type { PermitContext, PermitInput } from './permit-context.js';
import type { PermitEvent, PermitEventType } from './permit-event.js';
import type { PermitMachine } from './procedure.js';

/** An application's statechart as it is stored: XState's persisted snapshot, plain JSON. */
export type StoredState = Snapshot<unknown>;

/** The next state and what is to be done in the same transaction. */
export interface Advanced {
  readonly stored: StoredState;
  /** Name of the top-level state, what lists and counts show. */
  readonly state: string;
  readonly effects: readonly Effect[];
  readonly context: PermitContext;
  /** Whether the application has ended. */
  readonly done: boolean;
}

type PermitSnapshot = ReturnType<PermitMachine['transition']>;

interface Interpreter {
  readonly scope: AnyActorScope & { actionExecutor: (action: { type: string; params: unknown }) => void };
  collected: Effect[];
}

const interpreters = new WeakMap<PermitMachine, Interpreter>();
const effectTypes: ReadonlySet<string> = new Set(EFFECT_TYPES);

/**
 * One inert scope per machine, used again for every event: XState's own `transition()` builds an actor each time,
 * which costs twice as much as the transition itself (docs/adr/0003-pure-transitions.md).
 */
function interpreterOf(machine: PermitMachine): Interpreter {
  const known = interpreters.get(machine);
  if (known !== undefined) return known;
  const shell = createActor(machine, { input: { lines: [], facts: {} } });
  const interpreter: Interpreter = {
    collected: [],
    scope: {
      self: shell,
      id: 'permit',
      sessionId: 'permit',
      logger: () => {},
      defer: () => {},
      system: shell.system,
      stopChild: () => {},
      emit: () => {},
      actionExecutor: ({ type, params }) => {
        if (effectTypes.has(type)) interpreter.collected.push({ type, params } as Effect);
      },
    } as Interpreter['scope'],
  };
  interpreters.set(machine, interpreter);
  return interpreter;
}

/** The state a new application starts in. */
export function begin(definition: PermitDefinition, input: PermitInput): Advanced {
  const { scope } = interpreterOf(definition.machine);
  return advanced(definition.machine, definition.machine.getInitialSnapshot(scope, input), []);
}

/**
 * The one pure step of the engine: stored state and event in, next state and effects out. No clock, no I/O; the same
 * arguments give the same answer. Throws {@link EventRefused} if the state does not accept the event, and whatever
 * XState throws on a stored state the definition does not know.
 */
export function advance(definition: PermitDefinition, stored: StoredState, event: PermitEvent): Advanced {
  const { machine } = definition;
  const interpreter = interpreterOf(machine);
  const snapshot = liveSnapshots.get(stored) ?? machine.restoreSnapshot(stored, interpreter.scope);
  interpreter.collected = [];
  const next = machine.transition(snapshot, event, interpreter.scope);
  // XState ignores an event that is not accepted: it gives the very same snapshot back.
  if (next === snapshot) throw new EventRefused(event.type, label(snapshot), () => eventsOf(snapshot));
  return advanced(machine, next, interpreter.collected);
}

/** The events a stored state accepts now, for "what can be done" in screens and in refusals. */
export function allowedEvents(definition: PermitDefinition, stored: StoredState): PermitEventType[] {
  const { scope } = interpreterOf(definition.machine);
  return eventsOf(definition.machine.restoreSnapshot(stored, scope));
}

/** What a stored state was made from, so that the next event of the same batch need not restore it. */
const liveSnapshots = new WeakMap<StoredState, PermitSnapshot>();

function advanced(machine: PermitMachine, snapshot: PermitSnapshot, effects: readonly Effect[]): Advanced {
  const stored = machine.getPersistedSnapshot(snapshot);
  liveSnapshots.set(stored, snapshot);
  return {
    stored,
    state: label(snapshot),
    effects,
    context: snapshot.context,
    done: snapshot.status === 'done',
  };
}

function label(snapshot: PermitSnapshot): string {
  const value: unknown = snapshot.value;
  return typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? '');
}

function eventsOf(snapshot: PermitSnapshot): PermitEventType[] {
  const named = new Set<PermitEventType>();
  for (const node of snapshot._nodes) {
    for (const type of node.ownEvents as PermitEventType[]) {
      if (!named.has(type) && probes(type, snapshot.context).some((event) => snapshot.can(event))) named.add(type);
    }
  }
  return [...named].sort();
}

/** Complete examples of an event, so that guards can be asked whether any of them would be taken. */
function probes(type: PermitEventType, context: PermitContext): PermitEvent[] {
  const sample = {
    type,
    missing: [],
    ground: 'notRequired',
    reasons: '',
    note: '',
    quantities: [],
    conditions: [],
    departmentId: '',
  };
  const branches = Object.entries(context.cycles);
  if (branches.length === 0) return [sample as unknown as PermitEvent];
  return branches.map(([branch, cycle]) => ({ ...sample, branch, cycle }) as unknown as PermitEvent);
}
