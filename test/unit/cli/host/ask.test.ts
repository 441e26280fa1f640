/** How the command asks hosts: against real servers on loopback. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { askOverNetwork } from '../../../../src/cli/host/ask.js';
import { trustedCertificates } from '../../../../src/cli/host/certificates.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';
import { startTlsHost, type TlsHost } from '../../../support/tls-host.js';

const MAX = 1000;

describe('a plain host', () => {
  let server: http.Server;
  let answer: RequestListener;
  let origin: string;

  beforeEach(async () => {
    server = http.createServer((request, response) => {
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each<[string, (text: Buffer) => Buffer]>([
    ['gzip', zlib.gzipSync],
    ['br', zlib.brotliCompressSync],
    ['deflate', zlib.deflateSync],
    ['identity', (text) => text],
  ])('is read through %s', async (encoding, packed) => {
    answer = (_, response) => response.setHeader('Content-Encoding', encoding).end(packed(Buffer.from('text')));
    expect(await askOverNetwork(origin, MAX)).toMatchObject({ status: 200, way: [origin], body: Buffer.from('text') });
  });

  test('that unpacks to more than was asked for is not read to its end', async () => {
    answer = (_, response) =>
      response.setHeader('Content-Encoding', 'gzip').end(zlib.gzipSync(Buffer.alloc(50_000_000)));
    expect(await askOverNetwork(origin, MAX)).toMatchObject({ status: 200, body: null });
  });

  test('is followed where it redirects, and every step is told', async () => {
    answer = ({ url }, response) => {
      if (url === '/a') response.writeHead(302, { Location: 'b' }).end();
      else if (url === '/b') response.writeHead(308, { Location: `${origin}/c?x` }).end();
      else response.end('there');
    };
    const way = [`${origin}/a`, `${origin}/b`, `${origin}/c?x`];
    expect(await askOverNetwork(`${origin}/a`, MAX)).toMatchObject({ way, body: Buffer.from('there') });
  });

  test('is left when it redirects for ever', async () => {
    answer = (_, response) => response.writeHead(302, { Location: '/' }).end();
    expect(await askOverNetwork(origin, MAX)).toEqual({ failure: 'it redirects more than 20 times' });
  });

  test('that sends a broken archive is no answer', async () => {
    answer = (_, response) => response.setHeader('Content-Encoding', 'gzip').end('no archive');
    expect(await askOverNetwork(origin, MAX)).toEqual({ failure: expect.stringContaining('header') });
  });

  test('that is not there is named as such', async () => {
    server.close();
    expect(await askOverNetwork(origin, MAX)).toEqual({ failure: 'connection refused' });
    const unknown = await askOverNetwork('https://policy.contoso.invalid/', MAX);
    expect('failure' in unknown && unknown.failure).toMatch(/no host of that name|name service/);
  });
});

/** `company-authority.test.ts` has those who are trusted. */
describe('a host of a company’s own authority', () => {
  const temporaryFolder = temporaryFolders();
  let host: TlsHost;

  beforeEach(async () => {
    host = await startTlsHost(await temporaryFolder(), (_, response) => response.end('text'));
  });

  afterEach(async () => {
    await host.close();
  });

  test('is not trusted where nothing says so, and the way out is named', async () => {
    const answer = await askOverNetwork(host.origin, MAX);
    expect('failure' in answer && answer.failure).toMatch(/does not know who issued .*localhost.*NODE_EXTRA_CA_CERTS/);
  });
});

test('the certificates are those of Node, and of the system where it keeps any', async () => {
  const known = await trustedCertificates({});
  expect(known.length).toBeGreaterThan(50);
  expect(known.every((each) => each.startsWith('-----BEGIN CERTIFICATE-----'))).toBe(true);
});
