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
    expect(await askOverNetwork(origin, MAX)).toEqual({
      failure: 'it redirects more than 20 times',
      hasAnswered: true,
    });
  });

  test.each([
    ['gzip', 'no archive'],
    ['gzip', zlib.gzipSync('half of it').subarray(0, 20)],
    ['br', 'no archive'],
    ['deflate', 'no archive'],
  ])('that sends broken %s has answered, and not with what can be used', async (encoding, sent) => {
    answer = (_, response) => response.setHeader('Content-Encoding', encoding).end(sent);
    const failure = `it sends ${encoding} that cannot be unpacked`;
    expect(await askOverNetwork(origin, MAX)).toEqual({ failure, hasAnswered: true });
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/policy', 'http://a b/', 'http://[::1'])(
    'that redirects to %s has answered as well',
    async (location) => {
      answer = (_, response) => response.writeHead(302, { Location: location }).end();
      const failure = `it redirects to ${location}, which is no web address`;
      expect(await askOverNetwork(origin, MAX)).toEqual({ failure, hasAnswered: true });
    },
  );

  test('that redirects to one that is not there names that one', async () => {
    answer = (_, response) => response.writeHead(302, { Location: 'https://policy.contoso.invalid/' }).end();
    const answered = await askOverNetwork(origin, MAX);
    expect(answered).toMatchObject({ hasAnswered: true });
    expect('failure' in answered && answered.failure).toMatch(
      /^it redirects to https:\/\/policy\.contoso\.invalid\/: /,
    );
  });

  test('that cuts its answer short has not sent a broken archive', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': '100' });
      response.write(zlib.gzipSync('half of it').subarray(0, 20), () => response.destroy());
    };
    expect(await askOverNetwork(origin, MAX)).toEqual({
      failure: expect.not.stringContaining('unpacked'),
      hasAnswered: false,
    });
  });

  test('that is not there is named as such', async () => {
    server.close();
    expect(await askOverNetwork(origin, MAX)).toEqual({ failure: 'connection refused', hasAnswered: false });
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
