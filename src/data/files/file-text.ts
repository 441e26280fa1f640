/**
 * All texts in a file: its own, those of its parts, and those of the files packed into it. What is not read is named with its
 * reason and never passed over: by it a policy's `onUnreadable` decides.
 */
import { Budget, FILE_LIMITS, type FileLimits } from './budget.js';
import { bytesAt, latin1, sourceOf, type ByteSource } from './byte-source.js';
import { decodeAnyText } from './decode-text.js';
import { BEGINNING, kindOf } from './file-kind.js';
import { decodedAs, mailParts, type MailPart } from './mail.js';
import { isOfficePart, officePartText, SHARED_STRINGS, sharedStringsOf } from './office-text.js';
import { isOpenDocumentPart, openDocumentText } from './open-document-text.js';
import { richTextOf } from './rich-text.js';
import { Unreadable, type UnreadReason } from './unreadable.js';
import { xmlTokens } from './xml.js';
import { readZipDirectory, readZipMember, type ZipMember } from './zip.js';

export interface FileText {
  readonly texts: readonly { readonly place: string; readonly text: string }[];
  readonly unread: readonly { readonly place: string; readonly reason: UnreadReason; readonly message: string }[];
}

export interface FileTextOptions {
  readonly limits?: FileLimits;
  /** Asked between parts: whether nobody waits any longer. */
  readonly isLate?: () => boolean;
}

/**
 * Nothing is thrown for what a file holds.
 *
 * @param name of the file, for the places; a part of it is named behind a `/`
 */
export async function readFileText(
  source: ByteSource,
  name: string,
  { limits = FILE_LIMITS, isLate = () => false }: FileTextOptions = {},
): Promise<FileText> {
  const reader = new FileReader(new Budget(limits, isLate));
  await reader.read(source, name, 0);
  return { texts: reader.texts, unread: reader.unread };
}

class FileReader {
  readonly texts: { place: string; text: string }[] = [];
  readonly unread: { place: string; reason: UnreadReason; message: string }[] = [];

  constructor(private readonly budget: Budget) {}

  async read(source: ByteSource, place: string, depth: number): Promise<void> {
    await this.#noting(place, async () => {
      this.budget.nextMember();
      if (source.size > this.budget.limits.bytes) throw new Unreadable('too-large', 'the file is too large');
      if (depth > this.budget.limits.depth)
        throw new Unreadable('too-deep', 'files are packed into one another too often');
      const whole = () => bytesAt(source, 0, source.size);
      const kind = kindOf(await bytesAt(source, 0, Math.min(source.size, BEGINNING)));
      if (kind === 'zip') await this.#archive(source, place, depth);
      else if (kind === 'mail') await this.#mail(mailParts(await whole()), place, depth);
      else if (kind === 'text') this.#take(place, decodeAnyText(await whole()));
      else if (kind === 'rich-text') this.#take(place, richTextOf(latin1(await whole())));
      else if (kind === 'compound') throw unreadCompound(await whole());
      else if (kind === 'picture') throw new Unreadable('picture', 'a picture');
      else
        throw new Unreadable(
          'unknown-kind',
          kind === 'pdf' ? 'a PDF, whose text is not read' : 'a kind of file that is not read',
        );
    });
  }

  /** What can't be read is noted, and the rest goes on. */
  async #noting(place: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unread.push({ place, reason: error.reason, message: error.message });
    }
  }

  #take(place: string, whole: string): void {
    const { text, isWhole } = this.budget.take(whole);
    if (text.trim() !== '') this.texts.push({ place, text });
    if (!isWhole) throw new Unreadable('too-large', 'it holds more text than is read');
  }

  async #archive(source: ByteSource, place: string, depth: number): Promise<void> {
    const members = await readZipDirectory(source);
    const kind = archiveKindOf(members);
    const strings = await this.#sharedStrings(source, place, kind === 'office' ? members : []);
    const before = this.texts.length;
    for (const member of members) {
      if (member.name.endsWith('/') && member.size === 0) continue;
      const inside = `${place}/${member.name}`;
      await this.#noting(inside, async () => {
        if (kind === 'office' && isOfficePart(member.name)) {
          if (SHARED_STRINGS.test(member.name)) this.#take(inside, strings.join('\n'));
          else
            this.#take(
              inside,
              officePartText(member.name, decodeAnyText(await this.#unpacked(source, member)), strings),
            );
        } else if (kind === 'open-document' && isOpenDocumentPart(member.name))
          this.#take(inside, openDocumentText(decodeAnyText(await this.#unpacked(source, member))));
        else if (kind === 'archive' || isEmbedded(member.name))
          await this.read(sourceOf(await this.#unpacked(source, member)), inside, depth + 1);
      });
    }
    const isPictureOnly =
      kind !== 'archive' && this.texts.length === before && members.some(({ name }) => PICTURES.test(name));
    if (isPictureOnly) throw new Unreadable('picture', 'a document with nothing but pictures in it');
  }

  async #sharedStrings(source: ByteSource, place: string, members: readonly ZipMember[]): Promise<string[]> {
    const strings: string[] = [];
    for (const member of members.filter(({ name }) => SHARED_STRINGS.test(name)))
      await this.#noting(`${place}/${member.name}`, async () => {
        for (const each of sharedStringsOf(decodeAnyText(await this.#unpacked(source, member)))) strings.push(each);
      });
    return strings;
  }

  async #unpacked(source: ByteSource, member: ZipMember): Promise<Uint8Array> {
    this.budget.nextMember();
    // Before it is unpacked: what turns out to be damaged has cost as much.
    this.budget.unpack(member.size);
    return readZipMember(source, member);
  }

  async #mail(parts: readonly MailPart[], place: string, depth: number): Promise<void> {
    for (const [index, { name, type, bytes, charset }] of parts.entries()) {
      if (name !== null || !type.startsWith('text/')) {
        if (bytes.length > 0) await this.read(sourceOf(bytes), `${place}/${name ?? `part ${index}`}`, depth + 1);
        continue;
      }
      await this.#noting(place, () => {
        const text = (charset === null ? null : decodedAs(bytes, charset)) ?? decodeAnyText(bytes);
        this.#take(place, type === 'text/html' ? markupText(text) : text);
      });
    }
  }
}

const PICTURES = /(?:^|\/)(?:media|Pictures)\//i;
/** Documents in documents, and programs: the second are not read, which is said. */
const isEmbedded = (name: string): boolean =>
  /(?:^|\/)(?:embeddings|Object \d+|ObjectReplacements)\/|vbaProject\.bin$/i.test(name) &&
  !/ObjectReplacements\//i.test(name);

function archiveKindOf(members: readonly ZipMember[]): 'office' | 'open-document' | 'archive' {
  const names = new Set(members.map(({ name }) => name));
  if (names.has('[Content_Types].xml') && members.some(({ name }) => /^(?:word|xl|ppt)\//i.test(name))) return 'office';
  return names.has('mimetype') && names.has('content.xml') ? 'open-document' : 'archive';
}

/** Office's older files, mails of Outlook, and what Office encrypts, in the same container (MS-CFB). */
function unreadCompound(bytes: Uint8Array): Unreadable {
  return isEncryptedOffice(bytes)
    ? new Unreadable('encrypted', 'the document is encrypted')
    : new Unreadable('unknown-kind', 'a document in an older format of Office');
}

/** The name of the stream that holds the encrypted document (MS-OFFCRYPTO, 2.3.4.4), as its directory spells it. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  return latin1(bytes).includes('EncryptedPackage'.replace(/\B/g, '\0'));
}

function markupText(html: string): string {
  let text = '';
  for (const token of xmlTokens(html)) {
    if (token.kind === 'text') text += token.text;
    else if (token.kind === 'close' && /^(?:p|div|tr|li|h\d|br)$/i.test(token.name)) text += '\n';
  }
  return text;
}
