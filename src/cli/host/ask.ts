/** Asks an address as a browser does: through redirects, compressed, and with the certificates that the system trusts. */
import http from 'node:http';
import https from 'node:https';
import type { Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';
import { codeOf } from '../lib/files.js';
import { trustedCertificates } from './certificates.js';

export interface Answer {
  /** Every address on the way, the one asked first. */
  readonly way: readonly string[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null when there are more than were asked for. */
  readonly body: Buffer | null;
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly failure: string;
  /** Whether the host did answer, with what leads nowhere; the failure then begins with what it did. */
  readonly hasAnswered: boolean;
}

/** @param maxBytes of the body, unpacked; what is longer is not read to its end */
export type Ask = (url: string, maxBytes: number) => Promise<Answer | NoAnswer>;

const TIMEOUT_MS = 20_000;

/** As browsers do. */
const MAX_REDIRECTS = 20;

export const askOverNetwork: Ask = async (url, maxBytes) => {
  const ca = await trustedCertificates();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const way = [url];
  const last = () => way.at(-1) ?? url;
  const failed = (failure: string, hasAnswered = true): NoAnswer => ({ failure, hasAnswered });
  try {
    for (;;) {
      const response = await request(last(), ca, signal);
      const { location } = response.headers;
      if (!isRedirect(response) || location === undefined) return { way, ...(await read(response, maxBytes)) };
      response.destroy();
      const next = URL.canParse(location, last()) ? new URL(location, last()) : null;
      if (next === null || !/^https?:$/.test(next.protocol)) {
        return failed(`it redirects to ${location.slice(0, 200)}, which is no web address`);
      }
      way.push(next.href);
      if (way.length > MAX_REDIRECTS + 1) return failed(`it redirects more than ${MAX_REDIRECTS} times`);
    }
  } catch (error) {
    if (error instanceof DamagedAnswer) return failed(error.message);
    const why = signal.aborted ? `no whole answer within ${TIMEOUT_MS / 1000} seconds` : wordsFor(error, last());
    return way.length === 1 ? failed(why, false) : failed(`it redirects to ${last()}: ${why}`);
  }
};

function request(url: string, ca: readonly string[], signal: AbortSignal): Promise<http.IncomingMessage> {
  const { protocol } = new URL(url);
  const headers = { 'Accept-Encoding': 'gzip, deflate, br', 'Cache-Control': 'no-cache' };
  return new Promise((resolve, reject) => {
    const options = { headers, signal, agent: false };
    const sent = protocol === 'https:' ? https.get(url, { ...options, ca: [...ca] }) : http.get(url, options);
    sent.on('response', resolve).on('error', reject);
  });
}

const isRedirect = ({ statusCode = 0 }: http.IncomingMessage): boolean =>
  [301, 302, 303, 307, 308].includes(statusCode);

/** The host sent something else than it says. */
class DamagedAnswer extends Error {}

async function read(response: http.IncomingMessage, maxBytes: number): Promise<Omit<Answer, 'way'>> {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of unpacked(response) as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    // What came was whole; what it is packed with is not.
    if (response.errored === null) throw new DamagedAnswer(`it sends ${encodingOf(response)} that cannot be unpacked`);
    throw error;
  }
  response.destroy();
  return { status: response.statusCode ?? 0, headers, body: size > maxBytes ? null : Buffer.concat(parts) };
}

const UNPACK: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
};

function unpacked(response: http.IncomingMessage): Readable {
  const unpack = UNPACK[encodingOf(response)];
  if (unpack === undefined) return response;
  const stream = unpack();
  response.on('error', (error) => stream.destroy(error));
  return response.pipe(stream);
}

function encodingOf({ headers }: http.IncomingMessage): string {
  return (headers['content-encoding'] ?? '').trim().toLowerCase();
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'this machine knows no host of that name',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was cut',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to that host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** OpenSSL's words for a chain whose beginning is not trusted here. */
const NOT_TRUSTED: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

function wordsFor(error: unknown, url: string): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = codeOf(first);
  const message = first instanceof Error ? first.message : String(first);
  if (NOT_TRUSTED.has(code)) {
    const store = process.platform === 'linux' ? 'the system' : 'Node (before 22.15 it does not ask the system)';
    return (
      `${store} does not know who issued the certificate of ${new URL(url).host} (${code}). If your browsers do, because it is your ` +
      "company's own authority, name its certificate to the command: NODE_EXTRA_CA_CERTS=authority.pem"
    );
  }
  return CAUSES[code] ?? message;
}
