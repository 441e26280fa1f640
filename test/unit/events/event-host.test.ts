/** Hosts of events are host names: nothing else gets into a browser's log, or past the receiver. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventLineSchema } from '../../../src/server/event-schema.js';
import { isEventHost } from '../../../src/events/event-host.js';
import { eventOf, eventSchema } from '../../../src/events/event.js';
import { NOW_MS } from '../../support/policies.js';
import { anEvent } from '../../support/recorded-events.js';

const HOSTS = [
  ...['chatgpt.com', 'files.chatgpt.com', 'localhost', 'a_b.example.com', '-a.example', 'xn--bcher-kva.example'],
  ...['127.0.0.1', '[::1]', '[2001:db8::1]', 'chatgpt-com.translate.goog', '1.example', `${'a'.repeat(249)}.com`],
];
const OTHERS = [
  ...[
    '',
    '.',
    'a..b',
    'chatgpt.com.',
    'ChatGPT.com',
    'chatgpt.com:443',
    'chatgpt.com/c',
    'a b.com',
    'user@chatgpt.com',
  ],
  ...['x.test","chatgpt.com', "x.test','y", 'x.test,chatgpt.com', 'a"b.com', 'a{b}.com', '*.com', 'a&b.com', '<b>.com'],
  ...[
    'a\n.com',
    'a\u001B[31m.com',
    'bücher.example',
    'a\u202E.com',
    '0x7f.1',
    '127.1',
    '[::1',
    '[1:2]',
    'xn--a.example',
  ],
  ...['a\u0000', 'a.com\u2028', '%61.com', `${'a'.repeat(250)}.com`, '[0:0:0:0:0:0:0:1]', '2130706433', '=chatgpt.com'],
];

describe('a host', () => {
  test.each(HOSTS)('%s is one, in browser and receiver', (host) => {
    expect(eventSchema.safeParse(anEvent({ host })).success).toBe(true);
    expect(eventLineSchema.safeParse(anEvent({ host })).success).toBe(true);
  });

  test.each(OTHERS)('%j is none', (host) => {
    expect(eventSchema.safeParse(anEvent({ host })).success).toBe(false);
    expect(eventLineSchema.safeParse(anEvent({ host })).success).toBe(false);
  });

  test('of an event is never anything else, wherever a page leads', () => {
    const eventContext = { id: 'a', ring: null, identity: null, revision: 1, atMs: NOW_MS };
    const label = fc.oneof(fc.string(), fc.constantFrom('x","y', "'", '{', '*', '&', ','));
    fc.assert(
      fc.property(label, (made) => {
        if (!URL.canParse(`https://${made}.chatgpt.com/`)) return;
        const { hostname } = new URL(`https://${made}.chatgpt.com/`);
        const event = eventOf({ kind: 'restricted', host: hostname }, eventContext);
        expect(event.host).toBe(isEventHost(hostname) ? hostname : null);
        expect(eventSchema.safeParse(event).success).toBe(true);
      }),
    );
  });
});
