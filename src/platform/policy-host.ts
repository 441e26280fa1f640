/** Fetches the published policy: conditional, without cookies, with a time limit and a size limit while streaming. */
import type { HostAnswer, HostFailureCode, PolicyHost } from '../engine/ports.js';

const TIMEOUT_MS = 20_000;

const failed = (code: HostFailureCode, detail: string): HostAnswer => ({ kind: 'failed', code, detail });

export const policyHost: PolicyHost = {
  async fetch(url, etag, maxBytes) {
    try {
      const response = await fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        headers: etag === null ? {} : { 'If-None-Match': etag },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await readAnswer(url, response, maxBytes);
    } catch (error) {
      return failed('host-unreachable', error instanceof Error ? error.message : 'the request failed');
    }
  },
};

async function readAnswer(url: string, response: Response, maxBytes: number): Promise<HostAnswer> {
  if (response.status === 304) return { kind: 'unchanged' };
  if (!isAsSafe(response.url, url)) return failed('redirect-refused', `led to ${new URL(response.url).origin}`);
  if (!response.ok) return failed('http-status', `status ${response.status}`);
  // A captive portal or a login page answers everything with a page of its own.
  const mediaType = response.headers.get('Content-Type') ?? '';
  if (/^text\/html\b/i.test(mediaType)) return failed('not-a-policy', 'the answer is a web page');
  const bytes = await readAtMost(response, maxBytes);
  if (bytes === null) return failed('too-large', `more than ${maxBytes} bytes`);
  const document = new TextDecoder().decode(bytes).trim();
  return { kind: 'document', document, etag: response.headers.get('ETag') };
}

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
