/** What was found in a text arrives as a count for a day, or not at all. */
import { expect, test } from '@jest/globals';
import { eventOf } from '../../../src/events/event.js';
import { otlpRequest } from '../../../src/events/otlp.js';
import { readOtlpRequest } from '../../../src/server/otlp-read.js';
import { NOW_MS } from '../../support/policies.js';

const DAY_MS = 86_400_000;
const dayMs = Math.floor(NOW_MS / DAY_MS) * DAY_MS;
const found = { dataKind: 'personal', detector: 'iban', channel: 'paste', outcome: 'redacted', dayMs } as const;
const eventContext = { id: 'event-1', ring: 'first', identity: 'alice', revision: 7, atMs: NOW_MS };
const event = eventOf({ kind: 'data-found', tool: 'chatgpt', rule: 'open', count: 3, found }, eventContext);
const sender = {
  ...{ supportId: 'calm-otter', extensionVersion: '0.1.0', browser: 'Chrome', browserVersion: '156', os: 'linux' },
};

function arrived(changes: object) {
  const request = JSON.parse(JSON.stringify(otlpRequest(sender, [{ ...event, ...changes }]))) as unknown;
  return readOtlpRequest(request, NOW_MS + DAY_MS)?.events ?? [];
}

test('names nobody, whoever the browser says that its user is', () => {
  expect(JSON.stringify(event)).not.toMatch(/alice|"first"/);
});

test('arrives with its own fields', () => {
  expect(arrived({})).toMatchObject([
    { kind: 'data-found', tool: 'chatgpt', rule: 'open', dataKind: 'personal', detector: 'iban', channel: 'paste' },
  ]);
  expect(arrived({})).toMatchObject([{ outcome: 'redacted', count: 3, at: new Date(dayMs).toISOString() }]);
});

test.each([
  ['a host', { host: 'chatgpt.com' }],
  ['a user', { identity: 'alice' }],
  ['a ring', { ring: 'first' }],
  ['a revision', { revision: 7 }],
  ['a text', { detail: 'DE89 3704' }],
  ['a code', { code: 'note' }],
  ['a justification', { justification: 'because' }],
  ['a time of day', { firstAtMs: NOW_MS }],
  ['another time of day', { lastAtMs: NOW_MS }],
  ['no detector', { detector: undefined }],
  ['a detector that is no id', { detector: 'DE89 3704 0044' }],
  ['a kind that there is not', { dataKind: 'gossip' }],
  ['an outcome that there is not', { outcome: 'my secret' }],
])('is refused with %s', (_, changes) => {
  expect(arrived(changes)).toEqual([]);
});

test('a guard’s complaint has a code of the list', () => {
  const complaint = eventOf(
    { kind: 'data-guard-degraded', tool: 'chatgpt', rule: 'open', code: 'no-events' },
    eventContext,
  );
  expect(arrived(complaint)).toHaveLength(1);
  expect(arrived({ ...complaint, code: 'my-secret' })).toEqual([]);
});
