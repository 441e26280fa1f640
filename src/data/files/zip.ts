/**
 * Zip archives by their directory at the end (APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16): only the directory and the members asked for are
 * read. Nothing is believed: places, sizes, and the check sum of each member are held against the bytes.
 */
import { Inflate } from 'fflate';
import { bytesAt, latin1, Numbers, type ByteSource } from './byte-source.js';
import { crc32 } from './crc32.js';
import { Unreadable } from './unreadable.js';

export interface ZipMember {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** Of the content, in bytes, as the directory says. */
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly checkSum: number;
  /** Where its own head begins. */
  readonly start: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const HEAD = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** A directory of more than that holds more members than anybody looks into. */
const LONGEST_DIRECTORY = 16_000_000;
const PACKED_SLICE = 16_384;
const STORED = 0;
const DEFLATED = 8;

const damaged = (why: string) => new Unreadable('damaged', why);

/** @throws Unreadable */
export async function readZipDirectory(source: ByteSource): Promise<ZipMember[]> {
  const { offset, length, count, end } = await findDirectory(source);
  if (length > LONGEST_DIRECTORY) throw new Unreadable('too-large', 'the archive’s directory is too long');
  // Bytes before the archive, such as a program that unpacks it, move all of its places.
  const moved = end - length - offset;
  const bytes = await bytesAt(source, end - length, length);
  const numbers = new Numbers(bytes);
  const members: ZipMember[] = [];
  let at = 0;
  while (at < length) {
    if (at + 46 > length || numbers.u32(at) !== ENTRY) throw damaged('the archive’s directory is damaged');
    const [nameLength, extraLength, commentLength] = [at + 28, at + 30, at + 32].map((each) => numbers.u16(each));
    const next = at + 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
    if (next > length) throw damaged('the archive’s directory is damaged');
    members.push(memberAt(bytes, numbers, at, moved));
    at = next;
  }
  if (members.length !== count) throw damaged('the archive’s directory has another number of members than it says');
  return members;
}

interface Directory {
  /** As the archive says it. */
  readonly offset: number;
  readonly length: number;
  readonly count: number;
  /** Where it really ends. */
  readonly end: number;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailLength = Math.min(source.size, END_LENGTH + LONGEST_COMMENT);
  const tail = await bytesAt(source, source.size - tailLength, tailLength);
  const numbers = new Numbers(tail);
  for (let at = tailLength - END_LENGTH; at >= 0; at -= 1) {
    if (numbers.u32(at) !== END || at + END_LENGTH + numbers.u16(at + 20) !== tailLength) continue;
    const end = source.size - tailLength + at;
    const [count, length, offset] = [numbers.u16(at + 10), numbers.u32(at + 12), numbers.u32(at + 16)];
    if (count !== 0xffff && length !== 0xffffffff && offset !== 0xffffffff) {
      if (numbers.u16(at + 4) !== 0 || numbers.u16(at + 8) !== count) throw damaged('a part of a split archive');
      return { count, length, offset, end };
    }
    return findDirectory64(source, end);
  }
  throw damaged('the archive has no directory');
}

async function findDirectory64(source: ByteSource, end: number): Promise<Directory> {
  const locator = new Numbers(await bytesAt(source, end - 20, 20));
  if (locator.u32(0) !== LOCATOR_64) throw damaged('the archive’s directory is damaged');
  const start = locator.u64(8);
  const numbers = new Numbers(await bytesAt(source, start, 56));
  if (numbers.u32(0) !== END_64) throw damaged('the archive’s directory is damaged');
  return { count: numbers.u64(32), length: numbers.u64(40), offset: numbers.u64(48), end: start };
}

function memberAt(bytes: Uint8Array, numbers: Numbers, at: number, moved: number): ZipMember {
  const [flags, method] = [numbers.u16(at + 8), numbers.u16(at + 10)];
  const nameEnd = at + 46 + numbers.u16(at + 28);
  const extra = bytes.subarray(nameEnd, nameEnd + numbers.u16(at + 30));
  const [size, packedSize, start] = sizes64(extra, [numbers.u32(at + 24), numbers.u32(at + 20), numbers.u32(at + 42)]);
  const name = bytes.subarray(at + 46, nameEnd);
  return {
    name: (flags & 0x800) === 0 ? latin1(name) : new TextDecoder().decode(name),
    isEncrypted: (flags & 1) !== 0,
    method,
    checkSum: numbers.u32(at + 16),
    size: size ?? 0,
    packedSize: packedSize ?? 0,
    start: (start ?? 0) + moved,
  };
}

/** What does not fit into 32 bits stands in the extra field 1, in this order (4.5.3). */
function sizes64(extra: Uint8Array, values: readonly number[]): readonly number[] {
  if (!values.includes(0xffffffff)) return values;
  const numbers = new Numbers(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + numbers.u16(at + 2)) {
    if (numbers.u16(at) !== 1) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff) return value;
      if (next + 8 > extra.length) throw damaged('the archive’s directory is damaged');
      next += 8;
      return numbers.u64(next - 8);
    });
  }
  throw damaged('the archive’s directory is damaged');
}

/** @param member of which the size has been found bearable: so much memory is taken @throws Unreadable */
export async function readZipMember(source: ByteSource, member: ZipMember): Promise<Uint8Array> {
  const { isEncrypted, method, size, packedSize, start } = member;
  if (isEncrypted) throw new Unreadable('encrypted', 'a member of the archive is encrypted');
  if (method !== STORED && method !== DEFLATED)
    throw new Unreadable('unknown-kind', `a member of the archive is packed by method ${method}`);
  const head = new Numbers(await bytesAt(source, start, 30));
  if (head.u32(0) !== HEAD) throw damaged('a member of the archive is not where the directory says');
  const packed = await bytesAt(source, start + 30 + head.u16(26) + head.u16(28), packedSize);
  const content = method === STORED ? packed : inflated(packed, size);
  if (content.length !== size || crc32(content) !== member.checkSum)
    throw damaged('a member of the archive is damaged');
  return content;
}

/** In slices, so that a member that says less than it is stops where it has said to. */
function inflated(packed: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length > size) throw damaged('a member of the archive is larger than it says');
    content.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PACKED_SLICE)
      inflate.push(packed.slice(at, at + PACKED_SLICE), at + PACKED_SLICE >= packed.length);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw damaged('a member of the archive cannot be unpacked');
  }
  return content.subarray(0, length);
}
