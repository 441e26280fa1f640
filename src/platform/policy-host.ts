/** Fetches the published policy and the files beside it: conditional, without cookies, with a time limit and a size limit while streaming. */
import type {
  FileAnswer,
  HostAnswer,
  HostFailureCode,
  HostRequest,
  HostResult,
  PolicyHost,
} from '../worker/host-ports.js';
import { documentIn, isAsSafe, refusalOfHead } from '../trust/policy-answer.js';
import { retryAfterMs } from './retry-after.js';

/** For the whole answer, so that a host that never ends is left as well. */
const TIMEOUT_MS = 20_000;

/** A filter of fingerprints is many times as large as a policy, and nobody waits for it. */
const FILE_TIMEOUT_MS = 120_000;

type Failed = Extract<HostResult, { kind: 'failed' }>;

function failed(code: HostFailureCode, detail: string, retryAfterMs: number | null = null): Failed {
  return { kind: 'failed', code, detail, retryAfterMs };
}

export const policyHost: PolicyHost = {
  async fetch(url, request): Promise<HostAnswer> {
    const response = await safeResponse(url, request, TIMEOUT_MS);
    if ('kind' in response) return { ...response, hostTimeMs: null };
    const told = Date.parse(response.headers.get('Date') ?? '');
    const hostTimeMs = Number.isNaN(told) ? null : told;
    try {
      const answer = await readAnswer(response, request);
      return { ...(answer.kind === 'file' ? documentOf(answer) : answer), hostTimeMs };
    } catch (error) {
      return { ...failureOf(error, TIMEOUT_MS), hostTimeMs };
    }
  },

  async fetchFile(url, request): Promise<FileAnswer> {
    const response = await safeResponse(url, request, FILE_TIMEOUT_MS);
    if ('kind' in response) return response;
    return readAnswer(response, request).catch((error: unknown) => failureOf(error, FILE_TIMEOUT_MS));
  },
};

async function safeResponse(url: string, request: HostRequest, timeoutMs: number): Promise<Response | Failed> {
  let response: Response;
  try {
    response = await send(url, request, timeoutMs);
  } catch (error) {
    return failureOf(error, timeoutMs);
  }
  // Steps in between cannot be seen here: the extension's content security policy (`connect-src`) refuses http at each.
  return isAsSafe(response.url, url) ? response : failed('redirect-refused', `led to ${new URL(response.url).origin}`);
}

function send(url: string, { etag, bypassCaches }: HostRequest, timeoutMs: number): Promise<Response> {
  return fetch(bypassCaches ? pastCaches(url) : url, {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: etag === null ? {} : { 'If-None-Match': etag },
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/** Caches on the way may ignore what a request says about caching, but not an address they never saw. */
function pastCaches(url: string): string {
  const fresh = new URL(url);
  fresh.searchParams.set('gatepost', String(Date.now()));
  return fresh.href;
}

function failureOf(error: unknown, timeoutMs: number): Failed {
  const message = error instanceof Error ? error.message : 'the request failed';
  if (error instanceof Error && error.name === 'TimeoutError') {
    return failed('host-timeout', `no whole answer within ${timeoutMs / 1000} seconds`);
  }
  return failed(navigator.onLine ? 'host-unreachable' : 'offline', message);
}

async function readAnswer(response: Response, { etag, maxBytes }: HostRequest): Promise<FileAnswer> {
  if (response.status === 304 && etag !== null) return { kind: 'unchanged' };
  const refused = refusalOfHead(response.status, response.headers.get('Content-Type') ?? '');
  if (refused !== null) {
    const wait = refused.code === 'http-status' ? retryAfterMs(response.headers) : null;
    return failed(refused.code, refused.detail, wait);
  }
  const bytes = await readAtMost(response, maxBytes);
  if (bytes === null) return failed('too-large', `more than ${maxBytes} bytes`);
  return { kind: 'file', bytes, etag: response.headers.get('ETag') };
}

function documentOf({ bytes, etag }: Extract<FileAnswer, { kind: 'file' }>): HostResult {
  const document = documentIn(bytes);
  if (typeof document !== 'string') return failed(document.code, document.detail);
  return { kind: 'document', document, etag };
}

/** Null when there is more. */
async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
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
