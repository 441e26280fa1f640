/** Office's older files, mails of Outlook, and what Office encrypts, in the same container (MS-CFB): recognised, and not read. */
import { Unreadable } from './unreadable.js';

/** The name of the stream that holds an encrypted document (MS-OFFCRYPTO, 2.3.4.4), as the container's directory spells it. */
const ENCRYPTED = 'EncryptedPackage'.replace(/\B/g, '\0');

/** @param text the container's bytes as characters of the same number */
export function unreadCompound(text: string): Unreadable {
  return text.includes(ENCRYPTED)
    ? new Unreadable('encrypted', 'the document is encrypted')
    : new Unreadable('unknown-kind', 'a document in an older format of Office');
}
