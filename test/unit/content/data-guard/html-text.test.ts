import { expect, test } from '@jest/globals';
import { textOfHtml } from '../../../../src/content/data-guard/html-text.js';

test.each([
  ['<p>one</p><p>two</p>', 'one two'],
  ['a<br>b<!-- hidden -->c', 'a bc'],
  ['<style>p{color:red}</style><b>bold</b>', 'bold'],
  ['<a class="x" href="https://host/?token=abc">here</a>', 'https://host/?token=abc here'],
  ['<td>1 &lt; 2 &amp; 3 &#x41;&#66;&nbsp;x</td>', '1 < 2 & 3 AB x'],
  ['&unknown; &#99999999;', '&unknown; &#99999999;'],
  ['plain text', 'plain text'],
  ['unclosed <b', 'unclosed'],
  ['unclosed <!-- comment', 'unclosed'],
  ['<script>alert(1)', ''],
])('%s', (html, text) => {
  expect(textOfHtml(html).replace(/\s+/g, ' ').trim()).toBe(text);
});

test('takes a time in proportion to its length, whatever stands in it', () => {
  for (const part of ['<', '<!--', '<style>', '&', '<a href=', '</']) {
    const startedAt = process.cpuUsage().user;
    textOfHtml(part.repeat(100_000));
    // Were it quadratic, this would take minutes.
    expect(process.cpuUsage().user - startedAt).toBeLessThan(5_000_000);
  }
});
