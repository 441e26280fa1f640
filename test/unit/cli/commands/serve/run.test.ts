import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { serve, type PolicyServer } from '../../../../../src/cli/commands/serve/run.js';
import { makePipe } from '../../../../support/pipes.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const DOCUMENT = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';

let folder: string;
let server: PolicyServer;

beforeEach(async () => {
  const outside = await temporaryFolder();
  folder = path.join(outside, 'public');
  await mkdir(folder);
  await writeFile(path.join(outside, 'secret.json'), 'secret');
  await writeFile(path.join(folder, 'other.txt'), 'other');
  await writeFile(path.join(folder, 'policy.jws'), DOCUMENT);
  server = await serve(folder, '127.0.0.1', 0);
});

afterEach(() => server.close());

/** Sends the path as it is; `fetch` would tidy it up. */
function statusOf(rawPath: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: rawPath }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject).end();
  });
}

describe('gatepost serve', () => {
  test('serves the document with an ETag, and lets nobody guess its type', async () => {
    const response = await fetch(server.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(DOCUMENT);
    expect(response.headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
    expect(response.headers.get('content-type')).toBe('application/jose');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('gives its address with the port that it found', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/policy\.jws$/);
  });

  test.each([
    ['the ETag', (etag: string) => etag],
    ['the ETag as a weak one', (etag: string) => `W/${etag}`],
    ['a list with the ETag', (etag: string) => `"other", ${etag}`],
    ['a star', () => '*'],
  ])('answers 304 without content to who has the document already, by %s', async (_, header) => {
    const etag = (await fetch(server.url)).headers.get('etag') ?? '';
    const response = await fetch(server.url, { headers: { 'If-None-Match': header(etag) } });
    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(response.headers.get('etag')).toBe(etag);
  });

  test('answers in full to who has another document, and again after a change', async () => {
    const etag = (await fetch(server.url)).headers.get('etag') ?? '';
    expect((await fetch(server.url, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    await writeFile(path.join(folder, 'policy.jws'), `${DOCUMENT}2`);
    const response = await fetch(server.url, { headers: { 'If-None-Match': etag } });
    expect([response.status, await response.text()]).toEqual([200, `${DOCUMENT}2`]);
  });

  test('answers HEAD as GET, without content', async () => {
    const response = await fetch(server.url, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-length')).toBe(String(DOCUMENT.length));
    expect(response.headers.get('etag')).not.toBeNull();
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(server.url, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  test('does not mind a query', async () => {
    expect(await statusOf('/policy.jws?now=1')).toBe(200);
  });

  test.each([
    '/',
    '/other.txt',
    '/policy.jws/',
    '/POLICY.JWS',
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/policy.jws/../../secret.json',
    '//policy.jws',
    '/policy.jws%00',
    '/..\\secret.json',
  ])('has nothing but the document: %s', async (rawPath) => {
    expect(await statusOf(rawPath)).toBe(404);
  });

  test.each([
    ['gatepost-chrome-0.1.0.crx', 'application/x-chrome-extension'],
    ['gatepost-firefox.xpi', 'application/x-xpinstall'],
    ['gatepost-chrome-updates.xml', 'application/xml'],
    ['gatepost-firefox-updates.json', 'application/json'],
  ])('serves %s of `gatepost pack`, as the type that browsers expect', async (name, mediaType) => {
    await writeFile(path.join(folder, name), name);
    const response = await fetch(new URL(name, server.url));
    expect([response.status, await response.text()]).toEqual([200, name]);
    expect(response.headers.get('content-type')).toBe(mediaType);
  });

  test('serves filters of fingerprints, and nothing else from their folder', async () => {
    const name = `fingerprints/${'0a'.repeat(32)}.fp`;
    await mkdir(path.join(folder, 'fingerprints'), { recursive: true });
    for (const each of [name, 'fingerprints/notes.txt']) await writeFile(path.join(folder, each), each);
    const response = await fetch(new URL(name, server.url));
    expect([response.status, await response.text()]).toEqual([200, name]);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('etag')).not.toBeNull();
    expect(await statusOf('/fingerprints/notes.txt')).toBe(404);
  });

  test.each(['gatepost-chrome-0.1.0-store.zip', 'pack.json', 'SHA256SUMS', 'gatepost-/../../secret.crx'])(
    'keeps to itself what no browser asks for: %s',
    async (name) => {
      if (!name.includes('/')) await writeFile(path.join(folder, name), name);
      expect(await statusOf(`/${name}`)).toBe(404);
    },
  );

  test.each<[string, (place: string) => Promise<unknown>]>([
    ['a link out of the folder', (place) => symlink(path.join(folder, '..', 'secret.json'), place)],
    ['a link of many steps out of it', (place) => symlink('/proc/self/environ', place)],
    ['a folder', (place) => mkdir(place)],
    ['a pipe', makePipe],
    ['a device', (place) => symlink('/dev/zero', place)],
  ])('has nothing, and holds no request, where there is %s', async (_, make) => {
    await rm(path.join(folder, 'policy.jws'));
    await make(path.join(folder, 'policy.jws'));
    await make(path.join(folder, 'gatepost-firefox.xpi'));
    expect(await statusOf('/policy.jws')).toBe(404);
    expect(await statusOf('/gatepost-firefox.xpi')).toBe(404);
  });

  test('follows a link within the folder, as a volume of a container has them', async () => {
    await mkdir(path.join(folder, '..data'));
    await writeFile(path.join(folder, '..data', 'policy.jws'), 'linked');
    await rm(path.join(folder, 'policy.jws'));
    await symlink(path.join('..data', 'policy.jws'), path.join(folder, 'policy.jws'));
    expect(await (await fetch(server.url)).text()).toBe('linked');
  });

  test('may itself be reached by a link', async () => {
    const place = path.join(folder, '..', 'linked');
    await symlink(folder, place);
    const linked = await serve(place, '127.0.0.1', 0);
    const text = await (await fetch(linked.url)).text();
    await linked.close();
    expect(text).toBe(DOCUMENT);
  });

  test('has nothing while nothing is published', async () => {
    const empty = await serve(await temporaryFolder(), '127.0.0.1', 0);
    const response = await fetch(empty.url);
    await empty.close();
    expect(response.status).toBe(404);
  });

  test('says so when the port is in use', async () => {
    const port = Number(new URL(server.url).port);
    const refusal = await refusalOf(() => serve(folder, '127.0.0.1', port));
    expect(refusal.message).toMatch(new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port}: the port is in use`));
    expect(refusal.exitCode).toBe(2);
  });

  test('says so when the machine has no such address', async () => {
    const refusal = await refusalOf(() => serve(folder, '192.0.2.1', 0));
    expect(refusal.message).toMatch(/this machine has no such address/);
  });

  test('is gone once it is closed', async () => {
    const extra = await serve(folder, '127.0.0.1', 0);
    await extra.close();
    await expect(fetch(extra.url)).rejects.toThrow();
  });
});
