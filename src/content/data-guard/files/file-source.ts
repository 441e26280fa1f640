/** A page's file as bytes, of which only those asked for are read. */
import type { ByteSource } from '../../../data/files/byte-source.js';
import { Unreadable } from '../../../data/files/unreadable.js';

export function fileSource(file: Blob): ByteSource {
  return {
    size: file.size,
    async read(start, end) {
      // A file that is gone, or a folder that a drop shows as a file, rejects.
      const buffer = await file
        .slice(start, end)
        .arrayBuffer()
        .catch(() => null);
      if (buffer === null) throw new Unreadable('damaged', 'the browser cannot read the file');
      // Bytes of a page's file belong to the page in Firefox, which refuses most methods on them; copied ones are ours.
      const copy = new Uint8Array(buffer.byteLength);
      copy.set(new Uint8Array(buffer));
      return copy;
    },
  };
}
