/** Faults on the way to the policy's host: whatever comes instead of a document changes nothing, and is named. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FaultScene } from './harness/fault-scene.js';
import { breakingOff, flooding, hangingUp, saying, serving, type Answer } from './harness/misbehaving-host.js';
import { samplePolicy } from './harness/sample-policy.js';
import { forged } from '../support/signing.js';

let scene: FaultScene;

beforeAll(async () => {
  scene = await FaultScene.set();
});
afterAll(() => scene.close());

const PAGE = '<!doctype html><title>Welcome to the hotel</title>';

test.each<[string, Answer, string, string]>([
  ['a host that hangs up', hangingUp, 'host-unreachable', 'cannot be reached'],
  ['an answer that breaks off', breakingOff, 'host-unreachable', 'cannot be reached'],
  [
    'a redirect to a name that does not exist',
    saying(302, { Location: 'https://policy.contoso.invalid/policy.jws' }),
    'host-unreachable',
    'cannot be reached',
  ],
  ['a redirect that never ends', saying(302, { Location: '/policy.jws' }), 'host-unreachable', 'cannot be reached'],
  ['an error of the host', saying(500), 'http-status', 'returned an error (HTTP 500)'],
  ['a document that is gone', saying(404), 'http-status', 'returned an error (HTTP 404)'],
  ['a sign-in page', saying(200, { 'Content-Type': 'text/html' }, PAGE), 'not-a-policy', 'The response is a web page'],
  ['a sign-in page under another name', serving(PAGE), 'not-a-policy', 'The response is a web page'],
  ['a network that wants a login', saying(511), 'not-a-policy', 'The response is a web page'],
  [
    // The extension's own content security policy forbids it, at any step; the browser tells only that it failed.
    'a redirect to a sign-in page over http',
    saying(302, { Location: 'http://hotel.example/login' }),
    'host-unreachable',
    'cannot be reached',
  ],
  [
    'a redirect to another server without https',
    (response, { url, socket }) => {
      if (url === '/elsewhere') serving('a document')(response);
      else saying(302, { Location: `http://localhost:${socket.localPort}/elsewhere` })(response);
    },
    'redirect-refused',
    'Gatepost did not follow it',
  ],
  [
    'a redirect to another server without https, which says that nothing changed',
    (response, { url, socket }) => {
      if (url === '/elsewhere') saying(304)(response);
      else saying(302, { Location: `http://localhost:${socket.localPort}/elsewhere` })(response);
    },
    'redirect-refused',
    'Gatepost did not follow it',
  ],
  ['an empty answer', serving(''), 'empty-answer', 'sent an empty response'],
  ['an answer without content', saying(204), 'empty-answer', 'sent an empty response'],
  [
    'an answer of another type',
    serving('{}', { 'Content-Type': 'application/json' }),
    'wrong-media-type',
    'something other than a policy (application/json)',
  ],
  ['a document that is too long', serving('e'.repeat(1024 * 1024 + 1)), 'too-large', 'policy is too large'],
  ['a document without end', flooding, 'too-large', 'policy is too large'],
])('%s', async (_, answer, code, words) => {
  await scene.expectHarmless(answer, code, words);
});

test('no network', async () => {
  await scene.browser.setOffline(true);
  const { problems } = await scene.checkNow();
  expect(problems).toEqual(['This computer is offline. The last valid policy stays active.']);
  expect(await scene.lastCheck()).toMatchObject({ code: 'offline' });
  await scene.expectEnforced();
  await scene.browser.setOffline(false);
  await scene.expectNextPolicyToArrive();
});

test('a host that is down', async () => {
  await scene.host.goDown();
  const { problems } = await scene.checkNow();
  expect(problems).toEqual(['The policy server cannot be reached. The last valid policy stays active.']);
  await scene.expectEnforced();
  await scene.host.comeBack();
  await scene.expectNextPolicyToArrive();
});

describe('conditional requests', () => {
  const lastTag = () => scene.host.requests.at(-1)?.headers['if-none-match'];

  test('an unchanged document is no problem', async () => {
    expect((await scene.checkNow()).problems).toEqual([]);
    const tag = lastTag();
    expect(tag).toBeDefined();
    expect(await scene.record('check')).toMatchObject({ outcome: 'unchanged' });
    await scene.expectNextPolicyToArrive();
    expect((await scene.checkNow()).problems).toEqual([]);
    expect(lastTag()).not.toBe(tag);
  });

  test('the tag of a document that was refused is never sent', async () => {
    await scene.checkNow();
    const good = lastTag();
    scene.host.answerWith(serving(forged({ typ: 'JWT' }, {}), { ETag: '"bad"' }));
    await scene.checkNow();
    await scene.checkNow();
    expect(lastTag()).toBe(good);
    await scene.expectNextPolicyToArrive();
  });

  test('“unchanged” without having been asked is an error of the host', async () => {
    await scene.company.publish(samplePolicy);
    scene.host.answerWith(serving(await scene.company.document()));
    await scene.checkNow();
    const before = scene.host.requests.length;
    await scene.expectHarmless(saying(304), 'http-status', 'returned an error (HTTP 304)');
    expect(scene.host.requests[before]?.headers['if-none-match']).toBeUndefined();
  });
});
