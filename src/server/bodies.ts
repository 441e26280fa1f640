/**
 * Reads request bodies within limits: of size, time, and memory for all bodies together. A body that arrives too slowly is
 * rejected. If there are too many, the oldest is rejected, so slow senders cannot block senders at a browser's pace.
 */
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';

export interface BodyLimits {
  /** Of one body, after decompression. Browsers send at most an eighth of the default. */
  readonly bytes: number;
  /** Longest pause between two parts. */
  readonly idleMs: number;
  readonly totalMs: number;
  /** Bodies that are read at the same time. */
  readonly bodies: number;
  /** Memory for all bodies that are being read. */
  readonly bufferedBytes: number;
}

export const DEFAULT_BODY_LIMITS: BodyLimits = {
  bytes: 1024 * 1024,
  idleMs: 10_000,
  totalMs: 30_000,
  bodies: 256,
  bufferedBytes: 64 * 1024 * 1024,
};

/** Why there is no body. */
export type NoBody = 'too-large' | 'not-whole' | 'too-slow' | 'made-room';

export class Bodies {
  /** The oldest first. */
  readonly #open = new Set<Body>();

  constructor(private readonly limits: BodyLimits) {}

  /** Never rejects. */
  async read(request: IncomingMessage): Promise<Buffer | NoBody> {
    const body = new Body(request, this.limits, () => {
      this.#makeRoom();
    });
    this.#open.add(body);
    this.#makeRoom();
    try {
      return await body.whole;
    } finally {
      this.#open.delete(body);
    }
  }

  #makeRoom(): void {
    let [bodies, buffered] = [0, 0];
    for (const body of this.#open) [bodies, buffered] = [bodies + body.isOpen, buffered + body.buffered];
    for (const body of this.#open) {
      if (bodies <= this.limits.bodies && buffered <= this.limits.bufferedBytes) return;
      [bodies, buffered] = [bodies - body.isOpen, buffered - body.buffered];
      body.end('made-room');
    }
  }
}

class Body {
  readonly whole: Promise<Buffer | NoBody>;
  readonly #timers: readonly NodeJS.Timeout[];
  #parts: Buffer[] = [];
  #buffered = 0;
  #resolve: ((outcome: Buffer | NoBody) => void) | null = null;

  /** @param onGrown called when it holds more bytes */
  constructor(
    request: IncomingMessage,
    private readonly limits: BodyLimits,
    private readonly onGrown: () => void,
  ) {
    this.whole = new Promise((resolve) => (this.#resolve = resolve));
    const after = (ms: number) => setTimeout(this.end.bind(this, 'too-slow'), ms);
    const idle = after(limits.idleMs);
    this.#timers = [idle, after(limits.totalMs)];
    request.on('data', () => idle.refresh());
    request.on('error', this.end.bind(this, 'not-whole'));
    const stream = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    stream.on('error', this.end.bind(this, 'not-whole'));
    stream.on('data', (part: Buffer) => {
      this.#add(part);
    });
    stream.once('end', () => {
      this.end(Buffer.concat(this.#parts));
    });
    // Stops decompression: a small body may expand to a large one.
    void this.whole.then(() => {
      if (stream !== request) stream.destroy();
    });
  }

  get buffered(): number {
    return this.#buffered;
  }

  /** 1 while it is being read; 0 afterwards. */
  get isOpen(): 0 | 1 {
    return this.#resolve === null ? 0 : 1;
  }

  end(outcome: Buffer | NoBody): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#resolve?.(outcome);
    this.#resolve = null;
    this.#parts = [];
    this.#buffered = 0;
  }

  #add(part: Buffer): void {
    if (this.#resolve === null) return;
    this.#buffered += part.byteLength;
    this.#parts.push(part);
    if (this.#buffered > this.limits.bytes) this.end('too-large');
    else this.onGrown();
  }
}
