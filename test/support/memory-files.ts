/** The store of files in memory. */
import type { FileStore } from '../../src/worker/host-ports.js';

export class MemoryFiles implements FileStore {
  readonly held = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Every call is refused, as by a full or damaged disk. */
  isBroken = false;
  reads = 0;
  onPut: () => void = () => undefined;

  digests(): Promise<readonly string[]> {
    return this.#unlessBroken(() => [...this.held.keys()]);
  }

  get(digest: string): Promise<Uint8Array<ArrayBuffer> | null> {
    this.reads += 1;
    return this.#unlessBroken(() => this.held.get(digest) ?? null);
  }

  put(digest: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#unlessBroken(() => {
      this.held.set(digest, bytes);
      this.onPut();
    });
  }

  remove(digest: string): Promise<void> {
    return this.#unlessBroken(() => {
      this.held.delete(digest);
    });
  }

  #unlessBroken<Result>(work: () => Result): Promise<Result> {
    return this.isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve(work());
  }
}
