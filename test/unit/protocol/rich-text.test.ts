import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSafeAddress, parseInline, parseRichText, type Block, type Inline } from '../../../src/protocol/rich-text.js';

const text = (content: string): Inline => ({ kind: 'text', text: content });

describe('a line', () => {
  test.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['an *emphasised* word', [text('an '), { kind: 'emphasis', parts: [text('emphasised')] }, text(' word')]],
    ['_so_ too', [{ kind: 'emphasis', parts: [text('so')] }, text(' too')]],
    ['**strong**', [{ kind: 'strong', parts: [text('strong')] }]],
    ['**a *b* c**', [{ kind: 'strong', parts: [text('a '), { kind: 'emphasis', parts: [text('b')] }, text(' c')] }]],
    ['[AI](https://a.example/x)', [{ kind: 'link', text: 'AI', address: 'https://a.example/x' }]],
    ['[mail](mailto:it@a.example)', [{ kind: 'link', text: 'mail', address: 'mailto:it@a.example' }]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['*open', [text('*open')]],
    ['[x](javascript:alert)', [text('[x](javascript:alert)')]],
    ['[x](JAVASCRIPT:alert)', [text('[x](JAVASCRIPT:alert)')]],
    ['[x](http://a.example/)', [text('[x](http://a.example/)')]],
    ['[x](https://user:pw@a.example/)', [text('[x](https://user:pw@a.example/)')]],
    ['<b>x</b> &lt;', [text('<b>x</b> &lt;')]],
    ['![x](https://a.example/x.png)', [text('!'), { kind: 'link', text: 'x', address: 'https://a.example/x.png' }]],
  ])('%j', (line, parts) => {
    expect(parseInline(line)).toEqual(parts);
  });
});

test('paragraphs and lists', () => {
  const blocks = parseRichText('First\nline.\n\nBefore:\n- one\n- two\n  and more\n\n1. a\n2. b');
  expect(blocks).toEqual([
    { kind: 'paragraph', parts: [text('First line.')] },
    { kind: 'paragraph', parts: [text('Before:')] },
    { kind: 'list', ordered: false, items: [[text('one')], [text('two and more')]] },
    { kind: 'list', ordered: true, items: [[text('a')], [text('b')]] },
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', ' https://a.example', 'https:', 'file:///x', '//a.example', ''])(
  '%j is no address to link to',
  (address) => {
    expect(isSafeAddress(address)).toBe(false);
  },
);

const written = (parts: readonly Inline[]): string =>
  parts.map((part) => ('parts' in part ? written(part.parts) : part.text)).join('');

const links = (parts: readonly Inline[]): string[] =>
  parts.flatMap((part) => (part.kind === 'link' ? [part.address] : 'parts' in part ? links(part.parts) : []));

const linesOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'list' ? [...block.items] : [block.parts]));

const counted = (letters: string) => Array.from(letters).sort();

const marked = fc
  .array(
    fc.oneof(fc.string(), fc.constantFrom('*', '**', '_', '[', '](', ')', '\n', '\n\n', '- ', '1. ', 'javascript:')),
  )
  .map((parts) => parts.join(''));

test('whatever is written, no word is lost or made up, and every link is a safe one', () => {
  const words = (from: string) => from.replace(/[^\p{L}]/gu, '');
  fc.assert(
    fc.property(marked, (source) => {
      const lines = linesOf(parseRichText(source));
      expect(lines.flatMap(links).filter((address) => !isSafeAddress(address))).toEqual([]);
      const shown = lines.map((parts) => written(parts) + links(parts).join('')).join('');
      expect(counted(words(shown))).toEqual(counted(words(source)));
    }),
  );
});

test('a hostile text takes no time', () => {
  const began = performance.now();
  for (const piece of ['*', '**a', '[', '[a](', '_ _', '- ', '**_']) parseRichText(piece.repeat(4000 / piece.length));
  expect(performance.now() - began).toBeLessThan(2000);
});
