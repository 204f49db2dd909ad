/** What the exit code of `pinglu` says. */
export const EXIT = {
  ok: 0,
  /** The product, or the command itself, refused or failed. */
  refused: 1,
  /** The command line is wrong. */
  usage: 2,
  /** There is no such record, or none the account may see. */
  notFound: 3,
  /** No product answers. */
  notReachable: 4,
} as const;

/** A failure whose message is for the person at the terminal, in their language. */
export class CliError extends Error {
  constructor(
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
    message: string,
  ) {
    super(message);
    this.name = 'CliError';
  }
}
