/** A frame of Zstandard whose block is stored as it is (RFC 8878): Node 20 cannot compress. */
export function storedFrame(text: string): Buffer {
  const content = Buffer.from(text);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  // The magic number; one segment whose size is written in four bytes; one raw block, the last.
  return Buffer.concat([Buffer.from('28b52ffda0', 'hex'), size, block, content]);
}
