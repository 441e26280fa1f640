/** Why something in a file was not read. What was not read is never called clean: a policy's `onUnreadable` decides. */

export const UNREAD_REASONS = [
  /** Nobody without its password or key reads it. */
  'encrypted',
  /** It is not what its first bytes say, or ends too early. */
  'damaged',
  /** More bytes, characters or members than are read. */
  'too-large',
  /** Archives in archives in archives. */
  'too-deep',
  /** Only a picture of a text, or no text at all. */
  'picture',
  /** A kind of file that nobody here reads. */
  'unknown-kind',
  /** It took longer than the reader waits. */
  'too-slow',
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export class Unreadable extends Error {
  constructor(
    readonly reason: UnreadReason,
    /** For an administrator; never with anything of the content. */
    message: string,
  ) {
    super(message);
  }
}
