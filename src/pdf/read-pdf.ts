/** The text of a PDF: of its pages, and what it says beside them: title, form fields, notes; and the files packed into it. */
import type { PdfLimits, PdfText } from '../data/files/pdf-text.js';
import type { UnreadReason } from '../data/files/unreadable.js';
import { beginDecoding, endDecoding, nextTask } from './decoding.js';
import { PdfCore } from './pdf-core.js';

/** However long the caller would wait. */
const LONGEST_MS = 10_000;
/** All annotations, those that are not shown too. */
const ANY = 1;

type Unread = PdfText['unread'][number];
const unread = (reason: UnreadReason, message: string): Unread => ({ reason, message });
const TOO_SLOW = unread('too-slow', 'reading the PDF took too long');
const TOO_MUCH = unread('too-large', 'more is packed in the PDF than is read');
const TOO_LONG = unread('too-large', 'it holds more text than is read');
const PARTLY_DAMAGED = unread('damaged', 'parts of the PDF are damaged');

let last: Promise<unknown> = Promise.resolve();

/** One at a time, since the core counts what it unpacks for one. */
export function readPdf(bytes: Uint8Array, limits: PdfLimits): Promise<PdfText> {
  const reading = last.then(() => readNow(bytes, limits));
  last = reading;
  return reading;
}

async function readNow(bytes: Uint8Array, limits: PdfLimits): Promise<PdfText> {
  const startedAt = performance.now();
  const isLate = () => performance.now() - startedAt > LONGEST_MS || limits.isLate();
  const decoding = beginDecoding({ bytes: limits.unpacked, isLate });
  const reader = new PdfReader(new PdfCore(), { ...limits, isLate });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, LONGEST_MS, 'late');
  });
  try {
    // The core takes the bytes as its own, and knows Node's Buffer by none of its ways.
    const ended = await Promise.race([reader.read(new Uint8Array(bytes)), late]);
    if (decoding.stoppedBy === 'size') return reader.result(TOO_MUCH);
    if (decoding.stoppedBy === 'time' || ended === 'late') return reader.result(TOO_SLOW);
    return reader.result(decoding.isDamaged ? PARTLY_DAMAGED : null);
  } finally {
    clearTimeout(timer);
    endDecoding();
    reader.close();
  }
}

class PdfReader {
  readonly #unread: Unread[] = [];
  readonly #pages: string[] = [];
  readonly #beside: string[] = [];
  readonly #files: { name: string; bytes: Uint8Array }[] = [];
  #characters = 0;
  #hasPages = false;

  constructor(
    private readonly core: PdfCore,
    private readonly limits: PdfLimits,
  ) {}

  async read(bytes: Uint8Array): Promise<void> {
    const pages = await this.core.open(bytes).catch((error: unknown) => {
      this.#unread.push(whyClosed(error));
      return null;
    });
    if (pages === null) return;
    this.#hasPages = true;
    for (let page = 0; page < pages && this.#isWaited(page); page += 1) {
      await this.#part(() => this.#page(page));
      await nextTask();
    }
    await this.#part(() => this.#properties());
    await this.#part(() => this.#packedFiles());
  }

  /** @param found what the core has met; where it was stopped, the parts that failed for it are not damaged */
  result(found: Unread | null): PdfText {
    const text = this.#pages.join('\n\n');
    if (found === TOO_MUCH || found === TOO_SLOW) this.#unread.length = 0;
    if (found !== null) this.#unread.push(found);
    if (this.core.missing.has('cMapUrl'))
      this.#unread.push(unread('unknown-kind', 'a font of the PDF names its letters by a table that is not carried'));
    else if (isUnnamed(text)) this.#unread.push(unread('unknown-kind', 'a font of the PDF does not name its letters'));
    if (this.#hasPages && this.#unread.length === 0 && text.trim() === '')
      this.#unread.push(unread('picture', 'a PDF with no text on any page'));
    return {
      texts: [text, [...new Set(this.#beside)].join('\n')].filter((each) => each.trim() !== ''),
      files: this.#files,
      unread: firstOfEach(this.#unread),
    };
  }

  close(): void {
    this.core.close();
  }

  #isWaited(page: number): boolean {
    if (page >= this.limits.pages) this.#unread.push(unread('too-large', 'the PDF has more pages than are read'));
    else if (this.#characters > this.limits.characters) this.#unread.push(TOO_LONG);
    else if (this.limits.isLate()) this.#unread.push(TOO_SLOW);
    else return true;
    return false;
  }

  /** What can't be read is noted, and the rest goes on. */
  async #part(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.#unread.push(PARTLY_DAMAGED);
    }
  }

  async #page(pageIndex: number): Promise<void> {
    // A page that cannot be found is refused here; asked for its text, the core would never answer.
    await this.core.ask('GetPage', { pageIndex });
    const parts: string[] = [];
    const take = (chunk: { readonly items?: readonly TextItem[] }): void => {
      for (const { str = '', hasEOL = false } of chunk.items ?? []) {
        parts.push(hasEOL ? `${str}\n` : str);
        this.#characters += str.length;
      }
    };
    const mayGoOn = async () => {
      await nextTask();
      return this.#characters <= this.limits.characters && !this.limits.isLate();
    };
    try {
      await this.core.stream('GetTextContent', { pageId: pageIndex, pageIndex }, take, mayGoOn);
    } finally {
      this.#pages.push(parts.join(''));
    }
    const annotations = (await this.core.ask('GetAnnotations', { pageIndex, intent: ANY })) as readonly Annotation[];
    this.#note(stringsOf(annotations, ANNOTATION_TEXTS));
    for (const { file } of annotations) if (file !== undefined) this.#takeFile(file);
  }

  async #properties(): Promise<void> {
    const [info] = (await this.core.ask('GetMetadata', null)) as [Readonly<Record<string, unknown>>];
    this.#note(stringsOf([info, info['Custom']], null));
    if (info['IsXFAPresent'] === true)
      this.#unread.push(unread('unknown-kind', 'the PDF has a form of a kind that is not read (XFA)'));
  }

  async #packedFiles(): Promise<void> {
    const files = (await this.core.ask('GetAttachments', null)) as Readonly<Record<string, PackedFile>> | null;
    for (const file of Object.values(files ?? {})) this.#takeFile(file);
  }

  #takeFile({ filename = '', description = '', content }: PackedFile): void {
    this.#note([description]);
    if (content instanceof Uint8Array) this.#files.push({ name: filename, bytes: content });
  }

  #note(texts: readonly string[]): void {
    for (const text of texts) {
      this.#characters += text.length;
      if (this.#characters <= this.limits.characters) this.#beside.push(text);
      else this.#unread.push(TOO_LONG);
    }
  }
}

/** A piece of a page's text, and whether a line ends behind it. */
interface TextItem {
  readonly str?: string;
  readonly hasEOL?: boolean;
}

interface Annotation {
  readonly file?: PackedFile;
}

interface PackedFile {
  readonly filename?: string;
  readonly description?: string;
  readonly content?: unknown;
}

/** What an annotation says: a note, a form's field with its value, a link. */
const ANNOTATION_TEXTS: ReadonlySet<string> = new Set([
  ...['contentsObj', 'titleObj', 'fieldValue', 'defaultFieldValue', 'alternativeText', 'textContent', 'url', 'str'],
  ...['richText', 'options', 'displayValue'],
]);
/** What a program writes into every document. */
const MACHINERY: ReadonlySet<string> = new Set([
  ...['PDFFormatVersion', 'Language', 'EncryptFilterName', 'Creator', 'Producer', 'CreationDate', 'ModDate'],
]);

/** @param names of fields that hold texts; null: all but the machinery's */
function stringsOf(value: unknown, names: ReadonlySet<string> | null): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((each) => stringsOf(each, names));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    (names === null ? !MACHINERY.has(name) && typeof each === 'string' : names.has(name)) ? stringsOf(each, names) : [],
  );
}

function whyClosed(error: unknown): Unread {
  return error instanceof Error && error.name === 'PasswordException'
    ? unread('encrypted', 'the PDF is encrypted')
    : unread('damaged', 'the PDF is damaged');
}

/** Letters of no writing: a font without a table of what its signs mean gives these. */
const NAMELESS = /[\p{Cc}\p{Co}\ufffd]/gu;
const MOST_NAMELESS = 1 / 4;

function isUnnamed(text: string): boolean {
  const letters = text.replace(/\s+/g, '');
  return (letters.match(NAMELESS)?.length ?? 0) > letters.length * MOST_NAMELESS;
}

function firstOfEach(all: readonly Unread[]): Unread[] {
  return all.filter(({ reason }, at) => all.findIndex((each) => each.reason === reason) === at);
}
