/**
 * A mistake of the user, or of what the user handed in: printed without a stack trace, with an exit code of its own.
 */
export const EXIT = {
  /** What was handed in is wrong: the policy, the key, the published document. */
  refused: 1,
  /** The command could not do its work: wrong usage, missing or unreadable file, port in use. */
  unusable: 2,
  /** The change restricts more than the policy's safety limits allow; nothing was published. */
  impact: 3,
} as const;

export class CommandError extends Error {
  readonly lines: readonly string[];

  /** @param message one line, or several; texts of others in it begin no further line */
  constructor(
    message: string | readonly string[],
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT] = EXIT.unusable,
  ) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.lines = lines;
  }
}
