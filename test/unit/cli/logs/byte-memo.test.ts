/** What is remembered of a text is what was found out about that text, whatever else came in between. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteMemo } from '../../../../src/cli/logs/byte-memo.js';
import { HostSlots, NO_SLOT } from '../../../../src/cli/logs/host-slots.js';

test('of texts that drive each other out, and of long ones', () => {
  const memo = new ByteMemo((text) => Buffer.from(text).readUInt8(0) * 1000 + text.length, 2);
  const text = fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ minLength: 40, maxLength: 60 }));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
      for (const each of texts) {
        const bytes = Buffer.from(`<${each}>`);
        expect(memo.of(bytes, 1, bytes.length - 1)).toBe((bytes[1] ?? 0) * 1000 + each.length);
      }
    }),
  );
});

test('a text that comes back is not asked about again', () => {
  let asked = 0;
  const memo = new ByteMemo(() => (asked += 1));
  for (const bytes of [Buffer.from('GET'), Buffer.from('GET')]) expect(memo.of(bytes, 0, 3)).toBe(1);
});

test('a host that takes the slot of another has a turn of its own', () => {
  const slots = new HostSlots();
  const hostOf = new Map<string, string>();
  const taken: string[] = [];
  for (let number = 0; number < 5000; number += 1) {
    const bytes = Buffer.from(`site${number}.example/`);
    const slot = slots.find(bytes, 0, bytes.length);
    const turn = `${slot} ${slots.turns[slot] ?? 0}`;
    if (hostOf.has(turn) || slots.find(bytes, 0, bytes.length) !== slot) taken.push(bytes.toString());
    hostOf.set(turn, bytes.toString());
  }
  expect(taken).toEqual([]);
  expect(new Set([...hostOf.keys()].map((turn) => turn.split(' ')[0])).size).toBeLessThan(5000);
});

test.each(['', 'ü.example', 'user@chatgpt.com', 'chatgpt.com:65536', '[::1]/', `${'a'.repeat(60)}.com`])(
  'has no slot: %s',
  (host) => {
    const bytes = Buffer.from(host);
    expect(new HostSlots().find(bytes, 0, bytes.length)).toBe(NO_SLOT);
  },
);
