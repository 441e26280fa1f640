/** What the command makes of a host's answer: what browsers would, and what an administrator should know besides. */
import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/cli/host/ask.js';
import { readPolicyHost } from '../../../../src/cli/host/policy-host.js';

const URL_ = 'https://policy.contoso.example/policy.jws';

const answered = (changes: Partial<Answer> & { type?: string | null } = {}, url = URL_) => {
  const { type = 'application/jose', ...rest } = changes;
  const headers = { etag: '"a"', ...(type === null ? {} : { 'content-type': type }), ...rest.headers };
  const answer = { way: [url], status: 200, body: Buffer.from('a.b.c'), ...rest, headers };
  return readPolicyHost(url, () => Promise.resolve(answer));
};

describe('browsers refuse', () => {
  test.each<[string, Partial<Answer> & { type?: string | null }, string, RegExp]>([
    ['JSON', { type: 'application/json' }, 'wrong-media-type', /application\/json: browsers accept application\/jose/],
    ['a script', { type: 'text/javascript; charset=utf-8' }, 'wrong-media-type', /text\/javascript/],
    ['what Apache makes of .asc', { type: 'application/pgp-signature' }, 'wrong-media-type', /pgp-signature/],
    ['a type that only begins like a good one', { type: 'text/plainer' }, 'wrong-media-type', /text\/plainer/],
    ['a page', { type: 'text/html' }, 'not-a-policy', /a web page/],
    ['a page under another name', { body: Buffer.from(' \n<!doctype html>') }, 'not-a-policy', /a web page/],
    ['nothing', { body: Buffer.from('\n') }, 'empty-answer', /sends nothing/],
    ['too much', { body: null }, 'too-large', /more than \d+ bytes/],
    ['a file that is not there', { status: 404, type: 'text/html' }, 'http-status', /answered 404: is the file there/],
    ['an error', { status: 503 }, 'http-status', /answered 503$/],
    ['not modified, unasked', { status: 304 }, 'http-status', /answered 304/],
    ['a network that wants a login', { status: 511 }, 'not-a-policy', /sign-in/],
    [
      'a way to http',
      { way: [URL_, 'http://policy.contoso.example/policy.jws'] },
      'redirect-refused',
      /http:\/\/policy/,
    ],
    ['a way over http', { way: [URL_, 'http://a.example/', URL_] }, 'redirect-refused', /https only/],
    [
      'a way to a sign-in',
      { way: [URL_, 'https://login.example/'], type: 'text/html' },
      'not-a-policy',
      /login\.example/,
    ],
  ])('%s', async (_, changes, code, reason) => {
    expect(await answered(changes)).toMatchObject({ kind: 'refused', code, reason: expect.stringMatching(reason) });
  });

  test('a way from this machine to another one over http', async () => {
    const url = 'http://127.0.0.1:8420/policy.jws';
    const read = await answered({ way: [url, 'http://10.0.0.1/policy.jws'] }, url);
    expect(read).toMatchObject({ kind: 'refused', code: 'redirect-refused' });
  });
});

describe('browsers take', () => {
  test.each<[string, Partial<Answer> & { type?: string | null }]>([
    ['the proper type', {}],
    ['any spelling of it', { type: 'Application/JOSE; charset=UTF-8' }],
    ['an unknown file', { type: 'application/octet-stream' }],
    ['the same, as S3 says it', { type: 'binary/octet-stream' }],
    ['plain text', { type: 'text/plain;charset=utf-16' }],
    ['another https host', { way: [URL_, 'https://cdn.example/policy.jws'] }],
    ['a byte order mark and white space', { body: Buffer.from('\ufeffa.b.c\r\n') }],
  ])('%s', async (_, changes) => {
    expect(await answered(changes)).toEqual({ kind: 'document', document: 'a.b.c', cautions: [] });
  });
});

describe('a word is said about', () => {
  test.each<[string, Partial<Answer> & { type?: string | null }, RegExp]>([
    ['no type', { type: null }, /no media type/],
    ['an empty ETag', { headers: { etag: '' } }, /is malformed/],
    ['an ETag that is none', { headers: { etag: 'abc' } }, /its ETag abc is malformed/],
    ['a long time in caches', { headers: { 'cache-control': 'public, max-age=3600' } }, /3600 seconds/],
    ['shared caches', { headers: { 'cache-control': 'max-age=0, s-maxage="600"' } }, /600 seconds/],
    [
      'an end of freshness',
      { headers: { date: 'Mon, 30 Nov 2026 10:00:00 GMT', expires: 'Mon, 30 Nov 2026 11:00:00 GMT' } },
      /3600 seconds/,
    ],
    ['an old copy', { headers: { age: '4000' } }, /copy that is 4000 seconds old/],
  ])('%s', async (_, changes, caution) => {
    const read = await answered(changes);
    expect(read).toMatchObject({ kind: 'document', cautions: [expect.stringMatching(caution)] });
  });

  test.each(['no-cache, max-age=3600', 'max-age=60', 'private, max-age=3600', 'no-store'])(
    'and none about %s',
    async (control) => {
      expect(await answered({ headers: { 'cache-control': control } })).toMatchObject({ cautions: [] });
    },
  );
});

test('a host that does not answer is another thing', async () => {
  const read = await readPolicyHost(URL_, () => Promise.resolve({ failure: 'connection refused', hasAnswered: false }));
  expect(read).toEqual({ kind: 'unreachable', reason: 'connection refused' });
  const failure = 'it redirects more than 20 times';
  expect(await readPolicyHost(URL_, () => Promise.resolve({ failure, hasAnswered: true }))).toEqual({
    kind: 'refused',
    code: 'unusable-answer',
    reason: failure,
  });
});
