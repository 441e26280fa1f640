/**
 * Reads the bodies of requests within bounds: of bytes, of time, and of what all of them together hold. A body that goes on
 * too slowly ends, and when there are too many the one that has taken longest makes room: whoever sends at a browser's pace
 * is never kept from it by those that do not end.
 */
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';

export interface BodyLimits {
  /** Of one body, after decompression. Browsers send an eighth of the default at most. */
  readonly bytes: number;
  /** Without a byte. */
  readonly idleMs: number;
  readonly totalMs: number;
  /** At once. */
  readonly bodies: number;
  /** Of all that are being read. */
  readonly heldBytes: number;
}

export const DEFAULT_BODY_LIMITS: BodyLimits = {
  bytes: 1024 * 1024,
  idleMs: 10_000,
  totalMs: 30_000,
  bodies: 256,
  heldBytes: 64 * 1024 * 1024,
};

/** Why there is no body. */
export type NoBody = 'too-large' | 'not-whole' | 'too-slow' | 'made-room';

export class Bodies {
  /** The one that was begun first comes first. */
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
    let [bodies, held] = [0, 0];
    for (const body of this.#open) [bodies, held] = [bodies + body.isOpen, held + body.held];
    for (const body of this.#open) {
      if (bodies <= this.limits.bodies && held <= this.limits.heldBytes) return;
      [bodies, held] = [bodies - body.isOpen, held - body.held];
      body.end('made-room');
    }
  }
}

class Body {
  readonly whole: Promise<Buffer | NoBody>;
  readonly #timers: readonly NodeJS.Timeout[];
  #parts: Buffer[] = [];
  #held = 0;
  #resolve: ((outcome: Buffer | NoBody) => void) | null = null;

  /** @param onGrown told when more is held than before */
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
    // What was begun is not gone on with: a small body may hold a large one.
    void this.whole.then(() => {
      if (stream !== request) stream.destroy();
    });
  }

  get held(): number {
    return this.#held;
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
    this.#held = 0;
  }

  #add(part: Buffer): void {
    if (this.#resolve === null) return;
    this.#held += part.byteLength;
    this.#parts.push(part);
    if (this.#held > this.limits.bytes) this.end('too-large');
    else this.onGrown();
  }
}
