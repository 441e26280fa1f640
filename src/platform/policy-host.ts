/** Fetches the published policy: conditional, without cookies, with a time limit and a size limit while streaming. */
import type { HostAnswer, HostFailureCode, HostRequest, HostResult, PolicyHost } from '../worker/ports.js';
import { documentIn, isAsSafe, refusalOfHead } from '../trust/policy-answer.js';
import { retryAfterMs } from './retry-after.js';

/** For the whole answer, so that a host that never ends is left as well. */
const TIMEOUT_MS = 20_000;

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
    // Steps in between cannot be seen here: the extension's content security policy (`connect-src`) refuses http at each.
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
  const refused = refusalOfHead(response.status, response.headers.get('Content-Type') ?? '');
  if (refused !== null) {
    const wait = refused.code === 'http-status' ? retryAfterMs(response.headers) : null;
    return failed(refused.code, refused.detail, wait);
  }
  const bytes = await readAtMost(response, maxBytes);
  if (bytes === null) return failed('too-large', `more than ${maxBytes} bytes`);
  const document = documentIn(bytes);
  if (typeof document !== 'string') return failed(document.code, document.detail);
  return { kind: 'document', document, etag: response.headers.get('ETag') };
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
