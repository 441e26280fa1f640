/**
 * The embedded collector of `gatepost serve --collect`: takes OTLP logs over HTTP as JSON, refuses what is malformed with
 * the status that OTLP gives it, and answers only once the events are on disk.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Bodies, DEFAULT_BODY_LIMITS, type BodyLimits, type NoBody } from './bodies.js';
import { DailyFiles, DEFAULT_LIMITS, type DailyLimits } from './store/daily-files.js';
import { readOtlpRequest } from './otlp-read.js';
import { Senders, type SenderOptions } from './senders.js';

/** Where OTLP over HTTP has its logs. */
export const LOGS_PATH = '/v1/logs';

const RETRY_WHEN_FULL_SECONDS = 3_600;
const RETRY_WHEN_BUSY_SECONDS = 60;

/** Time for a refusal to arrive before the connection ends, whatever its sender goes on sending. */
const REFUSED_MS = 2_000;

/** What browsers name as the origin of an extension's requests. A web page has another. */
const EXTENSION_ORIGIN = /^(chrome|moz)-extension:\/\//;

export interface CollectOptions extends SenderOptions {
  /** Where the files are written. */
  readonly folder: string;
  /** What senders must show as a bearer token; null: none is asked for. */
  readonly token: string | null;
  readonly limits?: Partial<DailyLimits>;
  readonly bodies?: Partial<BodyLimits>;
  /** Told what the disk did not take. */
  readonly report?: (problem: string) => void;
}

interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Collect = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function makeCollector({ folder, token, limits, bodies, report, ...sending }: CollectOptions): Collect {
  const files = new DailyFiles(folder, { ...DEFAULT_LIMITS, ...limits });
  const reading = new Bodies({ ...DEFAULT_BODY_LIMITS, ...bodies });
  const senders = new Senders(sending);
  return async (request, response) => {
    const refusal = refusalOfSender(request) ?? refusalOfHead(request, token, senders);
    if (refusal !== null) {
      refuse(request, response, refusal);
      return;
    }
    try {
      const taken = await take(request, reading, files);
      if ('status' in taken) refuse(request, response, taken);
      else answer(response, 200, taken);
    } catch (error) {
      report?.(error instanceof Error ? error.message : String(error));
      refuse(request, response, later('the events could not be written', 60));
    }
  };
}

/** Counted nowhere: what a web page asks must not use up the rate of the browser it is in. */
function refusalOfSender({ method, headers }: IncomingMessage): Refusal | null {
  if (method !== 'POST') return { status: 405, message: 'expected POST', headers: { Allow: 'POST' } };
  if (headers.origin !== undefined && !EXTENSION_ORIGIN.test(headers.origin)) {
    return { status: 403, message: 'events come from browser extensions and programs, not from web pages' };
  }
  return null;
}

function refusalOfHead(request: IncomingMessage, token: string | null, senders: Senders): Refusal | null {
  const wrong = mistakeOfHead(request, token);
  const nowMs = Date.now();
  const seconds = wrong === null ? senders.take(request, nowMs) : senders.takeRefused(request, nowMs);
  if (seconds === 0) return wrong;
  return { status: 429, message: 'too many requests', headers: { 'Retry-After': String(seconds) } };
}

function mistakeOfHead({ headers }: IncomingMessage, token: string | null): Refusal | null {
  if (token !== null && !isSame(headers.authorization ?? '', `Bearer ${token}`)) {
    return { status: 401, message: 'expected the token as a bearer', headers: { 'WWW-Authenticate': 'Bearer' } };
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    return { status: 415, message: 'expected Content-Type application/json' };
  }
  if (!['identity', 'gzip'].includes(headers['content-encoding'] ?? 'identity')) {
    return { status: 415, message: 'expected Content-Encoding gzip or none' };
  }
  return null;
}

async function take(request: IncomingMessage, reading: Bodies, files: DailyFiles): Promise<object | Refusal> {
  const body = await reading.read(request);
  if (typeof body === 'string') return refusalOfBody(body, request);
  const collected = readOtlpRequest(parsed(body.toString('utf8')), Date.now());
  if (collected === null) return { status: 400, message: 'expected an ExportLogsServiceRequest of OTLP as JSON' };
  const written = await files.append(collected.events.map((event) => JSON.stringify(event)));
  if (!written) return later('the folder has reached its size cap', RETRY_WHEN_FULL_SECONDS);
  if (collected.rejected === 0) return {};
  const errorMessage = `${collected.rejected} records are no events of Gatepost`;
  return { partialSuccess: { rejectedLogRecords: String(collected.rejected), errorMessage } };
}

function refusalOfBody(why: NoBody, { headers }: IncomingMessage): Refusal {
  if (why === 'too-large') return { status: 413, message: `expected at most ${DEFAULT_BODY_LIMITS.bytes} bytes` };
  if (why === 'too-slow') return { status: 408, message: 'the body took too long' };
  if (why === 'made-room') return later('too many bodies at once', RETRY_WHEN_BUSY_SECONDS);
  const isGzip = headers['content-encoding'] === 'gzip';
  return { status: 400, message: isGzip ? 'expected a whole gzip stream' : 'expected a whole body' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function later(message: string, seconds: number): Refusal {
  return { status: 503, message, headers: { 'Retry-After': String(seconds) } };
}

/** What has not been read of the request is not waited for. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, message, headers }: Refusal): void {
  if (!request.complete) {
    response.setHeader('Connection', 'close');
    setTimeout(() => request.socket.destroy(), REFUSED_MS).unref();
  }
  answer(response, status, { message }, headers);
  request.resume();
}

function answer(response: ServerResponse, status: number, content: object, headers: Refusal['headers'] = {}): void {
  const body = JSON.stringify(content);
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' });
  response.end(body);
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.byteLength === second.byteLength && timingSafeEqual(first, second);
}
