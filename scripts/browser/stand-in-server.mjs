/**
 * Stands in for every site of the internet on one loopback port: http and https told apart by the first byte, WebSocket,
 * EventSource, and the same as a forward proxy. Every request that arrives is recorded, so that a test can say "nothing
 * reached the site".
 */
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { HANG_MS } from './limits.mjs';
import { createConnections } from './stand-in-connections.mjs';
import { acceptWebSocket } from './stand-in-websocket.mjs';

/**
 * @typedef {object} StandInRequest
 * @property {'http' | 'https' | 'ws' | 'wss'} protocol
 * @property {string} host as asked for, with its port where one was named
 * @property {string} path with its query
 * @property {string} url protocol, host and path together
 * @property {string} method
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @property {Buffer} bytes the body before decoding
 */

/** @typedef {import('node:http').ServerResponse} Response */
/**
 * Says true when it answers the request itself.
 * @typedef {(request: StandInRequest, response: Response) => boolean | void | Promise<boolean | void>} StandInHandler
 */
/** @typedef {(request: StandInRequest) => boolean} RequestPredicate */

/**
 * @typedef {object} StandIn
 * @property {number} port
 * @property {StandInRequest[]} requests in order of arrival; a test may empty it
 * @property {(predicate: RequestPredicate, options?: { timeoutMs?: number }) => Promise<StandInRequest>} waitForRequest the
 *   first recorded request that fits, already arrived or still to come
 * @property {(listener: (request: StandInRequest) => void) => () => void} onRequest returns the way to stop listening
 * @property {() => Promise<void>} close
 */

/** @type {Promise<{ key: string, cert: string }> | undefined} */
let certificateOfThisProcess;

/**
 * @param {{ handler?: StandInHandler, onSocket?: (request: StandInRequest, socket: import('node:stream').Duplex) => void }}
 *   [options] `onSocket` is told of each WebSocket, for a test that asks how long it lives
 * @returns {Promise<StandIn>}
 */
export async function startStandIn({ handler, onSocket } = {}) {
  const record = createRecord();
  const connections = createConnections(await (certificateOfThisProcess ??= makeCertificate()), {
    /** @param {import('node:http').IncomingMessage} message @param {Response} response */
    async request(message, response) {
      const bytes = await readBody(message);
      const request = describe(message, bytes);
      record.add(request);
      if ((await handler?.(request, response)) === true) return;
      answer(request, response);
    },
    /** @param {import('node:http').IncomingMessage} message @param {import('node:stream').Duplex} socket */
    upgrade(message, socket) {
      const request = describe(message, Buffer.alloc(0));
      record.add(request);
      onSocket?.(request, socket);
      acceptWebSocket(message, socket);
    },
  });
  return { port: await connections.listen(), ...record.view, close: connections.close };
}

/**
 * @returns {{ add: (request: StandInRequest) => void, view: Pick<StandIn, 'requests' | 'waitForRequest' | 'onRequest'> }}
 */
function createRecord() {
  /** @type {StandInRequest[]} */
  const requests = [];
  /** @type {Set<(request: StandInRequest) => void>} */
  const listeners = new Set();
  /** @type {StandIn['onRequest']} */
  const onRequest = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  /** @type {StandIn['waitForRequest']} */
  const waitForRequest = (predicate, { timeoutMs = HANG_MS } = {}) => {
    const arrived = requests.find(predicate);
    if (arrived) return Promise.resolve(arrived);
    return new Promise((resolve, reject) => {
      const stop = onRequest((request) => {
        if (!predicate(request)) return;
        clearTimeout(timer);
        stop();
        resolve(request);
      });
      const timer = setTimeout(() => {
        stop();
        const seen = requests.map(({ method, url }) => `${method} ${url}`).join('\n  ');
        reject(new Error(`no such request within ${timeoutMs} ms; seen:\n  ${seen || '(none)'}`));
      }, timeoutMs);
    });
  };
  /** @param {StandInRequest} request */
  const add = (request) => {
    requests.push(request);
    for (const listener of [...listeners]) listener(request);
  };
  return { add, view: { requests, waitForRequest, onRequest } };
}

/**
 * @param {import('node:http').IncomingMessage} message
 * @param {Buffer} bytes
 * @returns {StandInRequest}
 */
function describe(message, bytes) {
  const asked = message.url ?? '/';
  // Asked as a proxy, the whole URL stands in the request line.
  const absolute = /^\w+:\/\/([^/?#]*)(.*)$/.exec(asked);
  const host = absolute?.[1] ?? message.headers.host ?? '';
  const path = absolute === null ? asked : absolute[2] === '' ? '/' : String(absolute[2]);
  const scheme = message.headers.upgrade?.toLowerCase() === 'websocket' ? 'ws' : 'http';
  const protocol = message.socket instanceof TLSSocket ? /** @type {const} */ (`${scheme}s`) : scheme;
  const url = `${protocol}://${host}${path}`;
  const body = bytes.toString('utf8');
  return { protocol, host, path, url, method: message.method ?? 'GET', headers: message.headers, body, bytes };
}

/**
 * @param {import('node:http').IncomingMessage} message
 * @returns {Promise<Buffer>}
 */
async function readBody(message) {
  /** @type {Buffer[]} */
  const parts = [];
  for await (const part of /** @type {AsyncIterable<Buffer>} */ (message)) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * @param {StandInRequest} request
 * @param {Response} response
 * @returns {void}
 */
function answer(request, response) {
  for (const name of ['Origin', 'Headers', 'Methods']) response.setHeader(`Access-Control-Allow-${name}`, '*');
  response.setHeader('Cache-Control', 'no-store');
  const { pathname, searchParams } = new URL(request.path, 'http://stand-in');
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
  } else if (pathname === '/redirect') {
    response.writeHead(302, { Location: searchParams.get('to') ?? '/' }).end();
  } else if (request.headers.accept === 'text/event-stream') {
    // Left open: tests look at what becomes of a stream that a page already had.
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: stand-in\n\n');
  } else {
    const title = `Stand-in: ${request.host}${request.path}`.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>`);
  }
}

/** @returns {Promise<{ key: string, cert: string }>} */
async function makeCertificate() {
  const pems = await generate([{ name: 'commonName', value: 'stand-in' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}
