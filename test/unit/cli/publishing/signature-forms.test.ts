import { describe, expect, test } from '@jest/globals';
import { signatureCandidates } from '../../../../src/cli/publishing/signature-forms.js';

/** An INTEGER of DER: a leading zero where the first bit is set. */
function integer(digits: readonly number[]): number[] {
  const bytes = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : [...digits];
  return [0x02, bytes.length, ...bytes];
}

function der(r: readonly number[], s: readonly number[]): Uint8Array {
  const body = [...integer(r), ...integer(s)];
  return Uint8Array.from([0x30, body.length, ...body]);
}

const full = (first: number) => [first, ...Array.from({ length: 31 }, () => 7)];
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

describe('the 64 bytes in a signature of DER', () => {
  test.each([
    ['of usual length', full(0x7f), full(0x01)],
    ['with a leading zero each', full(0x80), full(0xff)],
    ['with a short r', [1], full(0x80)],
    ['with a short s', full(0x80), [5, 6]],
  ])('%s', (_, r, s) => {
    const padded = (digits: number[]) => hex(Uint8Array.from(digits)).padStart(64, '0');
    expect(signatureCandidates(der(r, s), 'ES256').map(hex)).toEqual([padded(r) + padded(s)]);
  });

  test.each([
    ['another tag', () => der([1], [2]).with(0, 0x31)],
    ['another length', () => der([1], [2]).with(1, 7)],
    ['an integer of another tag', () => der([1], [2]).with(2, 0x03)],
    ['an integer that is too long', () => der([1, ...full(1)], [2])],
    ['an integer that runs over the end', () => der([1], [2]).with(6, 9)],
    ['something behind it', () => Uint8Array.from([...der([1], [2]), 0])],
    ['an integer without bytes', () => Uint8Array.from([0x30, 5, 0x02, 0, 0x02, 1, 1])],
  ])('but not of %s', (_, bytes) => {
    expect(signatureCandidates(bytes(), 'ES256')).toEqual([]);
  });

  test('but never for Ed25519, whose signatures have no such form', () => {
    expect(signatureCandidates(der(full(1), full(2)), 'EdDSA')).toEqual([]);
  });
});

describe('64 bytes', () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, index) => 255 - index);

  test.each([
    ['as they are', bytes],
    ['as base64', Buffer.from(Buffer.from(bytes).toString('base64'))],
    ['as base64url with a line break', Buffer.from(`${Buffer.from(bytes).toString('base64url')}\n`)],
  ])('%s', (_, printed) => {
    expect(signatureCandidates(printed, 'EdDSA').map(hex)).toEqual([hex(bytes)]);
  });

  test.each([63, 65])('and not %d', (length) => {
    expect(signatureCandidates(new Uint8Array(length), 'EdDSA')).toEqual([]);
    expect(signatureCandidates(Buffer.from(Buffer.alloc(length).toString('base64')), 'EdDSA')).toEqual([]);
  });
});
