/**
 * A zip archive that is the same, byte for byte, wherever it is made: names in order, one fixed date, and a compressor that
 * comes with the command, since those of different Node versions do not agree.
 */
import { deflateSync } from 'fflate';
import { crc32 } from 'node:zlib';

export interface PackedFile {
  /** Path inside the archive, with `/`. */
  readonly name: string;
  readonly content: Uint8Array;
}

const VERSION_NEEDED = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, 00:00: the first moment that the format knows. */
const DATE = 0x0021;

export function zipOf(files: readonly PackedFile[]): Buffer {
  const sorted = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of sorted) {
    const encoded = Buffer.from(name, 'utf8');
    const packed = deflateSync(content, { level: 9 });
    const shared = sharedFields(content, packed.length, encoded.length);
    const local = Buffer.concat([uint32(0x04034b50), shared, encoded, packed]);
    entries.push(
      Buffer.concat([
        uint32(0x02014b50),
        uint16(VERSION_NEEDED),
        shared,
        // Comment length, disk, internal attributes; external attributes: a plain file that all may read.
        uint16(0),
        uint16(0),
        uint16(0),
        uint32((0o100644 << 16) >>> 0),
        uint32(offset),
        encoded,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const count = uint16(sorted.length);
  const end = [
    uint32(0x06054b50),
    uint16(0),
    uint16(0),
    count,
    count,
    uint32(directory.length),
    uint32(offset),
    uint16(0),
  ];
  return Buffer.concat([...locals, directory, ...end]);
}

/** What stands in both headers of a file, from the version needed to the length of the extra field. */
function sharedFields(content: Uint8Array, packedLength: number, nameLength: number): Buffer {
  return Buffer.concat([
    uint16(VERSION_NEEDED),
    uint16(FLAGS),
    uint16(DEFLATED),
    uint16(0),
    uint16(DATE),
    uint32(crc32(content)),
    uint32(packedLength),
    uint32(content.length),
    uint16(nameLength),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
