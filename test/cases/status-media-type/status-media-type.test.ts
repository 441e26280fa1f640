/** A good policy that the host serves in a way that browsers refuse: `status --url` and `doctor` say so, and why. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { EXIT } from '../../../src/cli/lib/command-error.js';
import { status, type Status } from '../../../src/cli/commands/status/run.js';
import { askHosts } from '../../../src/cli/doctor/ask-hosts.js';
import type { Finding } from '../../../src/cli/doctor/finding.js';
import { askOverNetwork } from '../../../src/cli/host/ask.js';
import { aPublisher, type Publisher } from '../../support/publishing.js';
import { refusalOf } from '../../support/refusal.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const ID = 'abcdefghijklmnopabcdefghijklmnop';

let admin: Publisher;
let server: http.Server;
let origin: string;

/** The header for each address; the document is the same. */
const HEADERS: Readonly<Record<string, http.OutgoingHttpHeaders>> = {
  '/jose': { 'content-type': 'application/jose', etag: '"a"' },
  '/octets': { 'content-type': 'binary/octet-stream', etag: 'W/"a"' },
  '/json': { 'content-type': 'application/json', etag: '"a"' },
  '/html': { 'content-type': 'text/html', etag: '"a"' },
  '/js': { 'content-type': 'text/javascript' },
  '/pgp': { 'content-type': 'application/pgp-signature' },
  '/noetag': { 'content-type': 'application/jose' },
  '/cached': { 'content-type': 'application/jose', etag: '"a"', 'cache-control': 'public, max-age=86400' },
};

beforeEach(async () => {
  admin = await aPublisher(await newFolder());
  await admin.publish(['one']);
  const document = await readFile(path.join(admin.folder, 'policy.jws'));
  server = http.createServer(({ url = '' }, response) => {
    const headers = HEADERS[url];
    if (url === '/login') response.writeHead(302, { location: '/html' }).end();
    else if (url === '/there') response.writeHead(301, { location: '/jose' }).end();
    else if (url === '/away') response.writeHead(302, { location: `http://localhost:${portOf(server)}/jose` }).end();
    else if (url === '/utf16')
      response.writeHead(200, HEADERS['/jose']).end(Buffer.from(`\ufeff${String(document)}`, 'utf16le'));
    else if (headers === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404.3</h1>');
    else response.writeHead(200, headers).end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://127.0.0.1:${portOf(server)}`;
});

const portOf = (of: http.Server): number => (of.address() as AddressInfo).port;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const statusOf = (at: string): Promise<Status> => status({ from: { url: origin + at }, nowMs: admin.now() });

async function doctorOn(at: string): Promise<Finding[]> {
  const configuration = { policyUrl: origin + at, trustedKeys: [{ ...admin.keys.publicKey }] };
  const delivered = { extensions: {}, configurations: { [ID]: configuration }, setters: [], policies: {} };
  return askHosts(delivered, ID, 'chrome', askOverNetwork, admin.now());
}

describe('refused, with the reason', () => {
  test.each<[string, string]>([
    ['/json', 'application/json'],
    ['/html', 'a web page'],
    ['/js', 'text/javascript'],
    ['/pgp', 'application/pgp-signature'],
    ['/login', 'a web page'],
    ['/away', 'browsers follow redirects within https only'],
    ['/none', '404'],
  ])('%s', async (at, reason) => {
    const refusal = await refusalOf(() => statusOf(at));
    expect(refusal.exitCode).toBe(EXIT.refused);
    expect(refusal.message).toContain(reason);
    const findings = await doctorOn(at);
    expect(findings).toEqual([{ code: 'policy-host', result: 'bad', message: expect.stringContaining(reason) }]);
    expect(findings[0]?.message).not.toContain('does not answer');
  });

  test('/utf16', async () => {
    expect((await refusalOf(() => statusOf('/utf16'))).exitCode).toBe(EXIT.refused);
    expect(await doctorOn('/utf16')).toMatchObject([{ code: 'policy-accepted', result: 'bad' }]);
  });
});

describe('taken', () => {
  test.each(['/jose', '/octets', '/there'])('%s, and nothing to say', async (at) => {
    expect(await statusOf(at)).toMatchObject({ policy: { revision: 1 }, cautions: [] });
    expect(await doctorOn(at)).toMatchObject([{ code: 'policy-accepted', result: 'good' }]);
  });

  test.each([
    ['/noetag', 'no ETag'],
    ['/cached', '86400 seconds'],
  ])('%s, with a word', async (at, caution) => {
    expect((await statusOf(at)).cautions.join()).toContain(caution);
    const findings = await doctorOn(at);
    expect(findings.map(({ result }) => result)).toEqual(['good', 'warn']);
    expect(findings[1]?.message).toContain(caution);
  });
});
