/** Who sends a request, and how much each may: requests in order and refused ones are counted apart. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { RateLimiter, type RateLimit } from './rate-limit.js';

/**
 * Of refused requests an address may make so many. They have a count of their own: behind one host with TLS everybody has
 * its address, and whoever guesses tokens there must not keep the browsers from sending.
 */
const REFUSED_RATE: RateLimit = { burst: 60, perSecond: 1 };

export interface SenderOptions {
  /** Of good requests, and of refused ones. */
  readonly rate?: RateLimit | undefined;
  /** Whether the last address in X-Forwarded-For counts: that of whoever the host in front has answered. */
  readonly trustForwardedFor?: boolean | undefined;
}

export class Senders {
  readonly #good: RateLimiter;
  readonly #refused: RateLimiter;
  readonly #trustForwardedFor: boolean;

  constructor({ rate, trustForwardedFor = false }: SenderOptions) {
    this.#good = new RateLimiter(rate);
    this.#refused = new RateLimiter(rate ?? REFUSED_RATE);
    this.#trustForwardedFor = trustForwardedFor;
  }

  /** @returns 0 when the request may be made; otherwise after how many seconds the next one may */
  take(request: IncomingMessage, nowMs: number): number {
    return this.#good.take(this.#addressOf(request), nowMs);
  }

  /** The same for a request that is refused. */
  takeRefused(request: IncomingMessage, nowMs: number): number {
    return this.#refused.take(this.#addressOf(request), nowMs);
  }

  #addressOf({ socket, headers }: IncomingMessage): string {
    const own = socket.remoteAddress ?? '';
    if (!this.#trustForwardedFor) return networkOf(own);
    const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
    return networkOf(withoutPort(told) ?? own);
  }
}

/** Null for what is no address. Some hosts write the port as well. */
function withoutPort(text: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return isIP(bare) === 0 ? null : bare;
}

/** A household has 2^64 addresses of IPv6: they count as one. */
function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined || isIP(bare) !== 6) return mapped ?? bare;
  const [head = '', tail] = bare.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
