/** Small PDFs as programs write them: objects, a table of where they are, a trailer (ISO 32000-1, 7.5). */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export interface PdfParts {
  /** Of each page, its lines. */
  readonly pages: readonly (readonly string[])[];
  readonly isPacked?: boolean;
  /** Document information, as it stands in the file. */
  readonly info?: string;
  /** Annotations of the first page, as they stand in the file. */
  readonly annotations?: readonly string[];
  /** In place of the first page's content; packed already when `isPacked`. */
  readonly content?: Uint8Array;
  /** A file that is packed into the document. */
  readonly attachment?: { readonly name: string; readonly bytes: Uint8Array };
  /** More in the font's dictionary. */
  readonly font?: string;
  readonly password?: string;
  /** With the fields of a form in XML (XFA) beside its pages. */
  readonly isXfaForm?: boolean;
}

const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&');
const latin = (text: string) => Buffer.from(text, 'latin1');

const drawn = (lines: readonly string[]) =>
  latin(`BT /F1 12 Tf 14 TL 72 720 Td ${lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n')} ET`);

export function pdfDocument({
  pages,
  isPacked = true,
  info = '',
  annotations = [],
  content,
  attachment,
  font = '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding',
  password,
  isXfaForm = false,
}: PdfParts): Uint8Array {
  const stream = (bytes: Uint8Array, isReady = false) => {
    const packed = isPacked && !isReady ? deflateSync(bytes) : bytes;
    const filter = isPacked ? ' /Filter /FlateDecode' : '';
    return [latin(`<< /Length ${packed.length}${filter} >>\nstream\n`), packed, latin('\nendstream')];
  };
  const first = 6;
  const objects = new Map<number, readonly Uint8Array[]>();
  const plain = (number: number, text: string) => objects.set(number, [latin(text)]);
  const names = attachment === undefined ? '' : ' /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>';
  const form = isXfaForm ? ' /AcroForm << /XFA [(template) 3 0 R] /Fields [] >>' : '';
  plain(1, `<< /Type /Catalog /Pages 2 0 R${names}${form} >>`);
  const kids = pages.map((_, page) => `${first + page * 2} 0 R`).join(' ');
  plain(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  plain(3, `<< ${font} >>`);
  if (attachment !== undefined) {
    plain(4, `<< /Type /Filespec /F (${attachment.name}) /UF (${attachment.name}) /EF << /F 5 0 R >> >>`);
    objects.set(5, stream(attachment.bytes));
  }
  for (const [page, lines] of pages.entries()) {
    const number = first + page * 2;
    const notes = page === 0 && annotations.length > 0 ? ` /Annots [${annotations.join(' ')}]` : '';
    plain(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${number + 1} 0 R${notes} >>`,
    );
    objects.set(number + 1, page === 0 && content !== undefined ? stream(content, true) : stream(drawn(lines)));
  }
  const infoAt = first + pages.length * 2;
  plain(infoAt, `<< ${info} >>`);
  return written(objects, infoAt, password);
}

function written(objects: ReadonlyMap<number, readonly Uint8Array[]>, info: number, password?: string): Uint8Array {
  const parts: Uint8Array[] = [latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  let at = parts[0]?.length ?? 0;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  const places = new Map<number, number>();
  for (const [number, content] of objects) {
    places.set(number, at);
    add(latin(`${number} 0 obj\n`));
    for (const each of content) add(each);
    add(latin('\nendobj\n'));
  }
  const table = at;
  const size = info + 1;
  const lines = Array.from({ length: size }, (_, number) => {
    const place = places.get(number);
    return place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const lock = password === undefined ? '' : ` ${encryption(password)}`;
  add(
    latin(
      `xref\n0 ${size}\n${lines.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info ${info} 0 R${lock} >>\nstartxref\n${table}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A dictionary by which a reader asks for the password (7.6.3): the owner's entry and the user's are of another password than none. */
function encryption(password: string): string {
  const entry = (text: string) => createHash('sha256').update(`${password}${text}`).digest('hex');
  const id = createHash('md5').update(password).digest('hex');
  return `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${entry('owner')}> /U <${entry('user')}> /P -4 >> /ID [<${id}> <${id}>]`;
}
