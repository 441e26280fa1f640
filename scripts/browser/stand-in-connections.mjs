/**
 * One loopback port for http and https: each connection, and each CONNECT tunnel's content, goes to the server that its first
 * byte asks for.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';

/** @typedef {import('node:http').IncomingMessage} Message */
/** @typedef {import('node:net').Socket} Socket */

/**
 * @typedef {object} ConnectionEvents
 * @property {(message: Message, response: import('node:http').ServerResponse) => Promise<void>} request
 * @property {(message: Message, socket: import('node:stream').Duplex) => void} upgrade
 */

const TLS_HANDSHAKE = 0x16;

/**
 * @param {{ key: string, cert: string }} certificate
 * @param {ConnectionEvents} on
 * @returns {{ listen: () => Promise<number>, close: () => Promise<void> }}
 */
export function createConnections(certificate, on) {
  /** @type {Set<Socket>} */
  const open = new Set();
  const accept = createRouter(certificate, on);
  const tcp = createTcpServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A browser that is closed in mid-request resets its connections; that is no failure of ours.
    socket.on('error', () => socket.destroy());
    accept(socket);
  });
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        tcp.once('error', reject);
        tcp.listen(0, '127.0.0.1', () => {
          const address = tcp.address();
          if (address && typeof address === 'object') resolve(address.port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        tcp.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

/**
 * @param {{ key: string, cert: string }} certificate
 * @param {ConnectionEvents} on
 * @returns {(socket: Socket) => void}
 */
function createRouter(certificate, on) {
  const http = createHttpServer();
  const https = createHttpsServer(certificate);
  /** @param {Socket} socket */
  const route = (socket) => {
    socket.once('data', (/** @type {Buffer} */ first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? https : http).emit('connection', socket);
      // The TLS layer reads by itself; for http the paused stream has to flow again once its parser listens.
      process.nextTick(() => socket.resume());
    });
  };
  for (const server of [http, https]) {
    server.on('request', (message, response) => {
      on.request(message, response).catch((/** @type {unknown} */ error) => {
        // Most likely the test's own handler failed: let the page show it.
        if (response.headersSent) response.destroy();
        else response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error));
      });
    });
    server.on('upgrade', on.upgrade);
    server.on('connect', (/** @type {Message} */ _message, /** @type {Socket} */ socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      route(socket);
    });
  }
  return route;
}
