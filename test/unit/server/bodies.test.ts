/** Bodies that do not end: they are held for a while and within a bound, and keep nobody from sending. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BodyLimits } from '../../../src/server/bodies.js';
import { serve, type PolicyServer } from '../../../src/cli/commands/serve/run.js';
import { otlpRequest } from '../../../src/events/otlp.js';
import { collectedEvents } from '../../support/collected-files.js';
import { anEvent } from '../../support/recorded-events.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
/** Beyond what any test waits for. */
const NEVER_MS = 3_600_000;
const sender = {
  ...{ supportId: '3F2A1-9BC01', extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' },
};

let folder: string;
let server: PolicyServer;
let sockets: Socket[];

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), 'events');
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
});

async function start(bodies: Partial<BodyLimits>): Promise<void> {
  const limits = { idleMs: NEVER_MS, totalMs: NEVER_MS, ...bodies };
  server = await serve(await temporaryFolder(), '127.0.0.1', 0, { folder, token: null, bodies: limits });
}

interface Begun {
  readonly socket: Socket;
  /** The status line of the answer, when it has come; null when the connection ended without one. */
  readonly status: Promise<string | null>;
}

/** A request whose body is not sent to its end. */
async function begin(bytes: number, headers = ''): Promise<Begun> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  const status = new Promise<string | null>((resolve) => {
    socket.once('data', (data) => {
      resolve(data.toString('latin1').split('\r\n', 1)[0] ?? null);
    });
    socket.once('close', () => {
      resolve(null);
    });
    socket.on('error', () => undefined);
  });
  const head = `POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}Content-Length: 1000000\r\n\r\n`;
  await new Promise<void>((resolve) => {
    socket.write(head + ' '.repeat(bytes), () => {
      resolve();
    });
  });
  return { socket, status };
}

async function send(id: string): Promise<number> {
  const body = JSON.stringify(otlpRequest(sender, [anEvent({ id })]));
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(server.eventsUrl ?? '', { method: 'POST', headers, body })).status;
}

describe('a body that does not end', () => {
  test('is refused when no more of it comes', async () => {
    await start({ idleMs: 50 });
    expect(await (await begin(900_000)).status).toBe('HTTP/1.1 408 Request Timeout');
  });

  test('is refused after its time, however steadily it comes', async () => {
    await start({ totalMs: 300 });
    const { socket, status } = await begin(1);
    const steadily = setInterval(() => socket.write(' '), 10);
    try {
      expect(await status).toBe('HTTP/1.1 408 Request Timeout');
    } finally {
      clearInterval(steadily);
    }
  });

  test('is refused when it is compressed as well', async () => {
    await start({ idleMs: 50 });
    const { socket, status } = await begin(0, 'Content-Encoding: gzip\r\n');
    socket.write(gzipSync('[1,2,3]').subarray(0, 15));
    expect(await status).toBe('HTTP/1.1 408 Request Timeout');
  });

  test('has its connection ended, so that nothing of it is waited for', async () => {
    await start({ idleMs: 50 });
    const { socket, status } = await begin(10);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await status;
    await closed;
  });
});

describe('very many bodies that do not end', () => {
  const refusedOf = (begun: readonly Begun[], most: number) =>
    new Promise<void>((resolve) => {
      let refused = 0;
      for (const { status } of begun) {
        void status.then((line) => {
          if (line === 'HTTP/1.1 503 Service Unavailable') refused += 1;
          if (refused === most) resolve();
        });
      }
    });

  test('make room for who sends', async () => {
    await start({ bodies: 5 });
    await refusedOf(await Promise.all(Array.from({ length: 20 }, () => begin(10))), 15);
    expect(await send('one')).toBe(200);
    expect((await collectedEvents(folder)).map(({ id }) => id)).toEqual(['one']);
  });

  test('hold no more than the bound all together', async () => {
    await start({ bufferedBytes: 2_000_000 });
    await refusedOf(await Promise.all(Array.from({ length: 12 }, () => begin(900_000))), 10);
    expect(await send('one')).toBe(200);
  });
});
