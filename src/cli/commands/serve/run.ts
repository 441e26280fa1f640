/**
 * `gatepost serve`: a small static host for the published policy and the packed extension, and a collector of events, for
 * trials and small companies.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LOGS_PATH, makeCollector, type Collect, type CollectOptions } from '../../../server/receiver.js';
import { CommandError } from '../../lib/command-error.js';
import { ensureFolder } from '../../lib/files.js';
import { DOCUMENT_NAME } from '../../publishing/publication.js';
import { readServed } from './served-file.js';

export interface PolicyServer {
  /** Address of the policy, for `policyUrl`. */
  readonly url: string;
  /** Address for `eventsEndpoint`; null when nothing is collected. */
  readonly eventsUrl: string | null;
  close(): Promise<void>;
}

/** Beyond what a request takes that comes at a browser's pace: connections that say nothing are not held. */
const CONNECTIONS = { headersTimeout: 20_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 } as const;
const IDLE_MS = 60_000;
const MAX_CONNECTIONS = 2_000;

/** @param port 0 picks a free one @param collecting null: events are not taken */
export async function serve(
  folder: string,
  host: string,
  port: number,
  collecting: CollectOptions | null = null,
): Promise<PolicyServer> {
  await ensureFolder(folder);
  const collect: Collect | null = collecting === null ? null : makeCollector(collecting);
  const server = createServer(CONNECTIONS, (request, response) => {
    const [requestPath] = (request.url ?? '/').split('?', 1);
    void (collect !== null && requestPath === LOGS_PATH
      ? collect(request, response)
      : respond(folder, request, response));
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new CommandError(`cannot listen on ${host}:${port}: ${LISTEN_FAILURES[error.code ?? ''] ?? error.message}`),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
  return {
    url: `${origin}/${DOCUMENT_NAME}`,
    eventsUrl: collect === null ? null : origin + LOGS_PATH,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const LISTEN_FAILURES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; choose another with --port',
  EACCES: 'permission denied; choose a port above 1023',
  EADDRNOTAVAIL: 'this machine has no such address',
};

async function respond(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const [requestPath = ''] = (request.url ?? '/').split('?', 1);
  const name = requestPath.slice(1);
  const mediaType = mediaTypeOf(name);
  const document = mediaType === null ? null : await readServed(folder, name);
  if (mediaType === null || document === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not found\n');
    return;
  }
  const etag = `"${createHash('sha256').update(document).digest('base64url')}"`;
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  if (knows(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': mediaType, 'Content-Length': document.byteLength });
  response.end(request.method === 'HEAD' ? undefined : document);
}

/** What `gatepost publish` and `gatepost pack` write; browsers look at these types before they install. */
const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^${DOCUMENT_NAME.replace('.', '\\.')}$`), 'application/jose'],
  [/^fingerprints\/[0-9a-f]{64}\.fp$/, 'application/octet-stream'],
  [/^gatepost-[\w.-]+\.crx$/, 'application/x-chrome-extension'],
  [/^gatepost-[\w.-]+\.xpi$/, 'application/x-xpinstall'],
  [/^gatepost-[\w.-]+-updates\.xml$/, 'application/xml'],
  [/^gatepost-[\w.-]+-updates\.json$/, 'application/json'],
];

/** Null for everything else in the folder: it is not for others. */
function mediaTypeOf(name: string): string | null {
  return MEDIA_TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
