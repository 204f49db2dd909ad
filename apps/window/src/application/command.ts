import type { Actor, ApplicationContent, OpenCase } from '#contracts';
import type { PermitDefinition, PermitEvent, PermitInput } from '#workflow-kit';

interface Command {
  /** Makes the command harmless to repeat: the first answer is given again. */
  readonly commandId: string;
  /** Tells a repetition from another command under the same id. */
  readonly fingerprint: string;
  readonly actor: Actor;
  readonly at: Date;
}

/** One application of a new case, its content read by the item's schemas. */
export interface NewApplication {
  readonly definition: PermitDefinition;
  readonly content: ApplicationContent;
  readonly input: PermitInput;
}

/** Opens a case with its applications, as a draft or received at once. */
export interface OpenCommand extends Command {
  readonly kind: 'open';
  readonly windowId: string;
  readonly body: OpenCase;
  readonly applications: readonly NewApplication[];
}

/** Sends one event to one application. */
export interface EventCommand extends Command {
  readonly kind: 'event';
  readonly applicationId: string;
  readonly event: PermitEvent;
  /** Content that replaces the application's, with `owner.corrected`. */
  readonly content?: ApplicationContent;
  /** An answer that came too late is kept as discarded instead of being refused: nobody is there to be told. */
  readonly discardIfRefused?: boolean;
  /** What the department said and who said it, with a review event. */
  readonly opinion?: { readonly reviewerName: string; readonly opinion: unknown; readonly givenAt: string };
}

/** Everything that changes an application goes through the commit lane as one of these. */
export type WindowCommand = OpenCommand | EventCommand;

/** The answer to {@link OpenCommand}. */
export interface OpenAnswer {
  readonly id: string;
  readonly number: string;
  readonly applications: readonly {
    readonly id: string;
    readonly item: string;
    readonly state: string;
    readonly version: number;
  }[];
}

/** The answer to {@link EventCommand}. */
export interface EventAnswer {
  readonly applicationId: string;
  readonly state: string;
  readonly version: number;
  readonly permitNumber: string | null;
  /** Why the event had no effect, if it came too late. */
  readonly discarded?: string;
}

/** The answer to any command. */
export type CommandAnswer = OpenAnswer | EventAnswer;
