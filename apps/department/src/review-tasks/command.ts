import type { Actor, MessageOf, Opinion, QuantityLine, ReviewTaskStatus } from '#contracts';

/** A message of the window: a department is asked, or asked no more. */
export interface ReceiveCommand {
  readonly kind: 'receive';
  readonly message: MessageOf<'review.requested'> | MessageOf<'review.cancelled'>;
}

/** A reviewer's opinion on one task, made on one version of it. */
export interface OpinionCommand {
  readonly kind: 'opinion';
  readonly commandId: string;
  readonly fingerprint: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly taskId: string;
  readonly version: number;
  readonly opinion: Opinion;
}

/** Everything that changes a department's desk. */
export type DeskCommand = ReceiveCommand | OpinionCommand;

/** The answer to an opinion. */
export interface OpinionAnswer {
  readonly id: string;
  readonly status: ReviewTaskStatus;
  readonly version: number;
}

/** The answer to any command; a received message has none. */
export type DeskAnswer = OpinionAnswer | null;

/** A task as an opinion finds it. */
export interface TaskRow {
  readonly id: string;
  readonly application_id: string;
  readonly branch: string;
  readonly cycle: number;
  readonly department_id: string;
  readonly status: ReviewTaskStatus;
  readonly version: number;
  readonly lines: QuantityLine[];
}
