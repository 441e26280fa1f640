/** Sends events to the collector: OTLP over HTTP as JSON, gzipped, without cookies, and never past a redirect. */
import type { Collector, CollectorAnswer } from '../worker/ports.js';
import { retryAfterMs } from './retry-after.js';

/** For the whole exchange. */
const TIMEOUT_MS = 20_000;

/** Of an answer; what is longer is no answer of a collector. */
const MAX_ANSWER_CHARACTERS = 64 * 1024;

/** The statuses after which OTLP says to try again. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export const collector: Collector = {
  async send(url, headers, request) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: [
          ...headers.map(({ name, value }): [string, string] => [name, value]),
          ['Content-Type', 'application/json'],
          ['Content-Encoding', 'gzip'],
        ],
        body: await gzipped(JSON.stringify(request)),
        // Its headers may be secrets of this very address.
        redirect: 'error',
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await readAnswer(response);
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'the request failed';
      return { kind: 'later', detail, offline: !navigator.onLine, retryAfterMs: null };
    }
  },
};

async function gzipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

async function readAnswer(response: Response): Promise<CollectorAnswer> {
  const { ok, status, headers } = response;
  const detail = `status ${status}`;
  if (RETRYABLE.has(status)) return { kind: 'later', detail, offline: false, retryAfterMs: retryAfterMs(headers) };
  if (!ok) return { kind: 'refused', detail };
  const text = await response.text();
  const { rejected, message } = text.length > MAX_ANSWER_CHARACTERS ? NOTHING_REJECTED : partialSuccess(text);
  return { kind: 'taken', rejected, detail: message === '' ? detail : `${detail}: ${message}` };
}

const NOTHING_REJECTED = { rejected: 0, message: '' };

/** `ExportLogsServiceResponse`: what it leaves out has gone well. */
function partialSuccess(text: string): { rejected: number; message: string } {
  try {
    const { partialSuccess: partial } = JSON.parse(text) as { partialSuccess?: Record<string, unknown> };
    const rejected = Number(partial?.['rejectedLogRecords'] ?? 0);
    const message = partial?.['errorMessage'];
    return { rejected: rejected > 0 ? rejected : 0, message: typeof message === 'string' ? message : '' };
  } catch {
    return NOTHING_REJECTED;
  }
}
