/**
 * All texts in a file: its own, those of its parts, and those of the files packed into it. What is not read is named with its
 * reason and never passed over: by it a policy's `onUnreadable` decides.
 */
import { Budget, FILE_LIMITS, type FileLimits } from './budget.js';
import { bytesAt, latin1, sourceOf, type ByteSource } from './byte-source.js';
import { unreadCompound } from './compound.js';
import { decodeAnyText } from './decode-text.js';
import { BEGINNING, kindOf } from './file-kind.js';
import { decodedAs, mailParts } from './mail.js';
import { markupText } from './markup-text.js';
import { linksOf, officePartOf, officePartText, SHARED_STRINGS, sharedStringsOf } from './office-text.js';
import { isOpenDocumentMachinery, isOpenDocumentPart, openDocumentText } from './open-document-text.js';
import type { ReadPdf } from './pdf-text.js';
import { richTextOf } from './rich-text.js';
import { Unreadable, type UnreadReason } from './unreadable.js';
import { readZipDirectory, readZipMember, type ZipMember } from './zip.js';

export interface FileText {
  readonly texts: readonly { readonly place: string; readonly text: string }[];
  readonly unread: readonly { readonly place: string; readonly reason: UnreadReason; readonly message: string }[];
}

export interface FileTextOptions {
  readonly limits?: FileLimits;
  /** Asked between parts: whether nobody waits any longer. */
  readonly isLate?: () => boolean;
  /** Without it, PDFs are named as unread. */
  readonly readPdf?: ReadPdf;
  /** Told of each file that is packed in it. */
  readonly onFile?: (packed: ByteSource) => Promise<void>;
}

/**
 * Nothing is thrown for what a file holds.
 *
 * @param name of the file, for the places; a part of it is named behind a `/`
 */
export async function readFileText(
  source: ByteSource,
  name: string,
  {
    limits = FILE_LIMITS,
    isLate = () => false,
    readPdf = pdfUnread,
    onFile = () => Promise.resolve(),
  }: FileTextOptions = {},
): Promise<FileText> {
  const reader = new FileReader(new Budget(limits, isLate), readPdf, onFile);
  await reader.readAll(source, name);
  return { texts: reader.texts, unread: reader.unread };
}

class FileReader {
  readonly texts: { place: string; text: string }[] = [];
  readonly unread: { place: string; reason: UnreadReason; message: string }[] = [];

  constructor(
    private readonly budget: Budget,
    private readonly readPdf: ReadPdf,
    private readonly onFile: (packed: ByteSource) => Promise<void>,
  ) {}

  async readAll(source: ByteSource, place: string): Promise<void> {
    await this.#noting(place, async () => {
      this.budget.nextMember();
      await this.#file(source, place, 0);
    });
  }

  async #file(source: ByteSource, place: string, depth: number): Promise<void> {
    await this.#noting(place, async () => {
      if (source.size > this.budget.limits.bytes) throw new Unreadable('too-large', 'the file is too large');
      if (depth > this.budget.limits.depth)
        throw new Unreadable('too-deep', 'files are packed into one another too often');
      if (depth > 0) await this.onFile(source);
      const whole = () => bytesAt(source, 0, source.size);
      const kind = kindOf(await bytesAt(source, 0, Math.min(source.size, BEGINNING)));
      if (kind === 'zip') await this.#archive(source, place, depth);
      else if (kind === 'mail') await this.#mail(await whole(), place, depth);
      else if (kind === 'text') this.#take(place, decodeAnyText(await whole()));
      else if (kind === 'rich-text') this.#take(place, richTextOf(latin1(await whole())));
      else if (kind === 'compound') throw unreadCompound(latin1(await whole()));
      else if (kind === 'pdf') await this.#pdf(await whole(), place, depth);
      else if (kind === 'picture') throw new Unreadable('picture', 'a picture');
      else throw new Unreadable('unknown-kind', 'a kind of file that is not read');
    });
  }

  /** What can't be read is noted, and the rest goes on. */
  async #noting(place: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Of a text that is longer than the engine can hold.
      const reason = error instanceof RangeError ? new Unreadable('too-large', 'it is too long to be read') : error;
      if (!(reason instanceof Unreadable)) throw reason;
      const last = this.unread.at(-1);
      if (last?.place === place && last.reason === reason.reason) return;
      this.unread.push({ place, reason: reason.reason, message: reason.message });
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
    const strings = kind === 'office' ? await this.#sharedStrings(source, place, members) : [];
    const before = this.texts.length + this.unread.length;
    for (const member of members) {
      if (member.name.endsWith('/') && member.size === 0) continue;
      const inside = { place: `${place}/${member.name}`, depth: depth + 1 };
      await this.#noting(inside.place, async () => {
        if (kind === 'office') await this.#officeMember(source, member, inside, strings);
        else if (kind === 'open-document') await this.#openDocumentMember(source, member, inside);
        else await this.#fileIn(source, member, inside);
      });
    }
    const isPictureOnly =
      kind !== 'archive' &&
      this.texts.length + this.unread.length === before &&
      members.some(({ name }) => PICTURES.test(name));
    if (isPictureOnly) throw new Unreadable('picture', 'a document with nothing but pictures in it');
  }

  async #officeMember(
    source: ByteSource,
    member: ZipMember,
    inside: Inside,
    strings: readonly string[],
  ): Promise<void> {
    const part = officePartOf(member.name);
    if (part === 'nothing') return;
    if (part === 'file') return this.#fileIn(source, member, inside);
    const most = this.budget.charactersLeft;
    if (SHARED_STRINGS.test(member.name)) {
      this.#take(inside.place, strings.join('\n'));
      return;
    }
    const xml = decodeAnyText(await this.#unpacked(source, member));
    if (part === 'links') this.#take(inside.place, linksOf(xml, most));
    else if (part === 'markup') this.#take(inside.place, markupText(xml, most));
    else this.#take(inside.place, officePartText(member.name, xml, strings, most));
  }

  async #openDocumentMember(source: ByteSource, member: ZipMember, inside: Inside): Promise<void> {
    if (isOpenDocumentMachinery(member.name)) return;
    if (!isOpenDocumentPart(member.name)) return this.#fileIn(source, member, inside);
    const xml = decodeAnyText(await this.#unpacked(source, member));
    this.#take(inside.place, openDocumentText(xml, this.budget.charactersLeft));
  }

  async #fileIn(source: ByteSource, member: ZipMember, { place, depth }: Inside): Promise<void> {
    await this.#file(sourceOf(await this.#unpacked(source, member)), place, depth);
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

  async #pdf(pdf: Uint8Array, place: string, depth: number): Promise<void> {
    const { limits, charactersLeft: characters, isLate } = this.budget;
    const unpacked = limits.bytes * PDF_UNPACKS_TO;
    const asked = { characters, pages: limits.members, unpacked, isLate };
    const { texts, files, unread } = await this.readPdf(pdf, asked);
    for (const { reason, message } of unread) this.unread.push({ place, reason, message });
    for (const text of texts) this.#take(place, text);
    for (const { name, bytes } of files) {
      const inside = `${place}/${name}`;
      await this.#noting(inside, async () => {
        this.budget.nextMember();
        this.budget.unpack(bytes.length);
        await this.#file(sourceOf(bytes), inside, depth + 1);
      });
    }
  }

  async #mail(mail: Uint8Array, place: string, depth: number): Promise<void> {
    const { parts, isWhole } = mailParts(mail);
    for (const [index, { name, type, bytes, charset }] of parts.entries()) {
      if (name !== null || !type.startsWith('text/')) {
        if (bytes.length > 0) await this.#file(sourceOf(bytes), `${place}/${name ?? `part ${index}`}`, depth + 1);
        continue;
      }
      await this.#noting(place, () => {
        this.budget.nextMember();
        const text = (charset === null ? null : decodedAs(bytes, charset)) ?? decodeAnyText(bytes);
        this.#take(place, type === 'text/html' ? markupText(text, this.budget.charactersLeft) : text);
      });
    }
    if (!isWhole) throw new Unreadable('too-large', 'the mail has more parts than are read');
  }
}

/** Pages, fonts and tables, of which a reader of PDF keeps some twice; its pictures are not unpacked. */
const PDF_UNPACKS_TO = 4;
const pdfUnread: ReadPdf = () =>
  Promise.resolve({
    ...{ texts: [], files: [] },
    unread: [{ reason: 'unknown-kind', message: 'a PDF, whose text is not read' }],
  });

/** Where a part of a file is, and how often it is packed. */
interface Inside {
  readonly place: string;
  readonly depth: number;
}

const PICTURES = /(?:^|\/)(?:media|Pictures)\//i;
function archiveKindOf(members: readonly ZipMember[]): 'office' | 'open-document' | 'archive' {
  const names = new Set(members.map(({ name }) => name));
  if (names.has('[Content_Types].xml') && members.some(({ name }) => /^(?:word|xl|ppt)\//i.test(name))) return 'office';
  return names.has('mimetype') && names.has('content.xml') ? 'open-document' : 'archive';
}
