/** What Chromium reads of a policy file: each case was put into the policy folder of Chromium 156, and seen on chrome://policy. */
import { describe, expect, test } from '@jest/globals';
import { readChromiumJson } from '../../../../src/cli/deploy/chromium-json.js';

/** A character for each byte. */
const read = (bytes: string) => readChromiumJson(Buffer.from(bytes, 'latin1'));

const BOM = '\xef\xbb\xbf';
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('Chromium takes', () => {
  test.each<[string, string, unknown]>([
    [
      'plain JSON',
      '{"a": [1, -0.5e1, true, false, null, "x"], "b": {}}',
      { a: [1, -5, true, false, null, 'x'], b: {} },
    ],
    ['a byte order mark', `${BOM}{"a": 1}`, { a: 1 }],
    ['a comment to the end of the line', '// x\n{"a": 1} // y', { a: 1 }],
    ['a comment in two signs', '/* x */{"a": /* y **/ 1}/**/', { a: 1 }],
    ['a comment of three signs', '{"a": 1}/*/', { a: 1 }],
    ['a comment in any encoding', '// \xff\n{"a": 1}', { a: 1 }],
    ['a comma after the last', '{"a": [1,], "b": [1/**/,//\n],}', { a: [1], b: [1] }],
    ['what looks like a comment in a text', '{"a": "http://x /* y */"}', { a: 'http://x /* y */' }],
    ['the later of two', '{"a": 1, "a": 2}', { a: 2 }],
    ['line breaks in a text', '{"a": "x\r\ny"}', { a: 'x\r\ny' }],
    [
      'escapes, a short hexadecimal one too',
      String.raw`{"\x61": "\u00e9\xe9\n\/\u0000\ud83d\ude00"}`,
      { a: 'éé\n/\0😀' },
    ],
    ['UTF-8', '{"a": "\xc3\xa9\xf0\x9f\x98\x80"}', { a: 'é😀' }],
    ['a mark inside a text', `{"a": "${BOM}x"}`, { a: '\ufeffx' }],
    ['a name that scripts trip over', '{"__proto__": 1}', Object.fromEntries([['__proto__', 1]])],
    ['199 levels', nested(199), JSON.parse(nested(199))],
  ])('%s', (_, bytes, value) => {
    expect(read(bytes)).toMatchObject({ ok: true, value });
  });
});

describe('Chromium ignores the file with', () => {
  test.each<[string, string, string]>([
    ['nothing in it', ' \n', 'line 2, column 1: expected a value'],
    ['two marks', `${BOM}${BOM}{}`, 'line 1, column 4: expected a value'],
    ['UTF-16', '\xff\xfe{\0}\0', 'line 1, column 1: expected a value'],
    ['a comment that ends nowhere', '{} /* x', 'line 1, column 4: expected the end of the comment, */'],
    ['a comment that only a carriage return ends', '// x\r{}', 'line 1, column 8: expected a value'],
    ['another kind of comment', '# x\n{}', 'line 1, column 1: expected a value'],
    ['two commas', '{"a": [1,,]}', 'line 1, column 10: expected a value'],
    ['a comma alone', '[,]', 'line 1, column 2: expected a value'],
    ['a comma alone in an object', '{,}', 'line 1, column 2: expected a name in double quotes'],
    ['no comma', '{"a": 1\n "b": 2}', 'line 2, column 2: expected a comma or }'],
    ['a name without quotes', '{a: 1}', 'line 1, column 2: expected a name in double quotes'],
    ['single quotes', "{'a': 1}", 'line 1, column 2: expected a name in double quotes'],
    ['no colon', '{"a" 1}', 'line 1, column 6: expected a colon'],
    ['something after it', '{} x', 'line 1, column 4: expected nothing after the value'],
    ['a tab in a text', '{"a": "x\ty"}', 'line 1, column 9: expected no control character'],
    ['an unknown escape', String.raw`{"a": "\v"}`, String.raw`line 1, column 9: expected \ to be followed by`],
    ['half an escape', String.raw`{"a": "\u12"}`, String.raw`expected 4 hexadecimal digits after \u`],
    ['a text that does not end', '{"a": "x', 'line 1, column 7: expected the closing double quote'],
    ['half a surrogate pair', String.raw`{"a": "\ud800"}`, 'expected whole surrogate pairs'],
    ['a text that is not UTF-8', '{"a": "\xe9"}', 'line 1, column 8: expected UTF-8'],
    ['UTF-8 that an escape interrupts', '{"a": "\xc3\\n\xa9"}', 'expected UTF-8'],
    ['a zero in front', '{"a": 01}', 'line 1, column 8: expected a comma or }'],
    ['a point without digits', '{"a": 5.}', 'line 1, column 8: expected a comma or }'],
    ['a number beyond all numbers', '{"a": 1e999}', 'line 1, column 7: expected a value'],
    ['a word', '{"a": True}', 'line 1, column 7: expected a value'],
    ['another white space', '\x0c{}', 'line 1, column 1: expected a value'],
    ['200 levels', nested(200), 'expected no more than 199 levels'],
  ])('%s', (_, bytes, mistake) => {
    expect(read(bytes)).toEqual({ ok: false, mistake: expect.stringContaining(mistake) });
  });
});

test('a file of many levels, or one long text, ends no call stack', () => {
  expect(read('['.repeat(1_000_000)).ok).toBe(false);
  expect(read(`"${'\\n'.repeat(500_000)}"`).ok).toBe(true);
});
