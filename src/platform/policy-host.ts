/** Fetches the published policy: conditional, without cookies, with a time limit and a size limit while streaming. */
import type { HostAnswer, HostFailureCode, HostRequest, HostResult, PolicyHost } from '../worker/ports.js';
import { retryAfterMs } from './retry-after.js';

/** For the whole answer, so that a host that never ends is left as well. */
const TIMEOUT_MS = 20_000;

/** What static hosts call a file that they know nothing about, and what a signed document is. */
const MEDIA_TYPES = /^(application\/(jose|jwt|octet-stream)|binary\/octet-stream|text\/plain)\b/i;

/** The network wants a login first (RFC 6585). */
const NETWORK_AUTHENTICATION_REQUIRED = 511;

function failed(code: HostFailureCode, detail: string, retryAfterMs: number | null = null): HostResult {
  return { kind: 'failed', code, detail, retryAfterMs };
}

export const policyHost: PolicyHost = {
  async fetch(url, request): Promise<HostAnswer> {
    let response: Response;
    try {
      response = await send(url, request);
    } catch (error) {
      return { ...failureOf(error), hostTimeMs: null };
    }
    if (!isAsSafe(response.url, url)) {
      return { ...failed('redirect-refused', `led to ${new URL(response.url).origin}`), hostTimeMs: null };
    }
    const told = Date.parse(response.headers.get('Date') ?? '');
    const hostTimeMs = Number.isNaN(told) ? null : told;
    try {
      return { ...(await readAnswer(response, request)), hostTimeMs };
    } catch (error) {
      return { ...failureOf(error), hostTimeMs };
    }
  },
};

function send(url: string, { etag, bypassCaches }: HostRequest): Promise<Response> {
  return fetch(bypassCaches ? pastCaches(url) : url, {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: etag === null ? {} : { 'If-None-Match': etag },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** Caches on the way may ignore what a request says about caching, but not an address they never saw. */
function pastCaches(url: string): string {
  const fresh = new URL(url);
  fresh.searchParams.set('gatepost', String(Date.now()));
  return fresh.href;
}

function failureOf(error: unknown): HostResult {
  const message = error instanceof Error ? error.message : 'the request failed';
  if (error instanceof Error && error.name === 'TimeoutError') {
    return failed('host-timeout', `no whole answer within ${TIMEOUT_MS / 1000} seconds`);
  }
  return failed(navigator.onLine ? 'host-unreachable' : 'offline', message);
}

async function readAnswer(response: Response, { etag, maxBytes }: HostRequest): Promise<HostResult> {
  if (response.status === 304 && etag !== null) return { kind: 'unchanged' };
  if (response.status === NETWORK_AUTHENTICATION_REQUIRED) return failed('not-a-policy', 'the network wants a login');
  if (!response.ok) return failed('http-status', `status ${response.status}`, retryAfterMs(response.headers));
  const mediaType = response.headers.get('Content-Type') ?? '';
  if (/^(text\/html|application\/xhtml)\b/i.test(mediaType)) return failed('not-a-policy', 'the answer is a web page');
  if (mediaType !== '' && !MEDIA_TYPES.test(mediaType)) return failed('wrong-media-type', mediaType.slice(0, 100));
  const bytes = await readAtMost(response, maxBytes);
  if (bytes === null) return failed('too-large', `more than ${maxBytes} bytes`);
  const document = new TextDecoder().decode(bytes).trim();
  if (document === '') return failed('empty-answer', '');
  // A login page of the network may come under any name.
  if (document.startsWith('<')) return failed('not-a-policy', 'the answer is a web page');
  return { kind: 'document', document, etag: response.headers.get('ETag') };
}

/**
 * Never from https to http; and http, on loopback only, not to another host. Steps in between cannot be seen from here:
 * the content security policy of the extension (`connect-src`) refuses http at each of them.
 */
function isAsSafe(reached: string, asked: string): boolean {
  const { protocol, origin } = new URL(reached);
  return protocol === 'https:' || origin === new URL(asked).origin;
}

/** Null when there is more. */
async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      return null;
    }
    parts.push(read.value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
