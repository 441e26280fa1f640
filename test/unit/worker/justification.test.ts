/** What is answered to a warning before one continues: how long it has to be, who can read it, and where it stays. */
import { describe, expect, test } from '@jest/globals';
import { askedPages } from '../../support/asked-pages.js';
import { aRule } from '../../support/policies.js';

const COLLECTOR = 'https://collector.example/v1/logs';

describe('an answer', () => {
  const given = async (justification: string, length?: number) => {
    const pages = await askedPages();
    const justificationLength = length === undefined ? {} : { justificationLength: length };
    const warn = { minutes: 30, justification: 'required' as const, ...justificationLength };
    await pages.enforce({ rules: [aRule({ action: 'warn', warn })] });
    await pages.act({ kind: 'continue', justification });
    return (await pages.status()).bypasses.length === 1;
  };

  test.each([
    ['', false],
    [' \n', false],
    ['\u200b\u2060\u2800\u3164', false],
    ['.', true],
  ])('that is required, %j: %s', async (justification, isEnough) => {
    expect(await given(justification)).toBe(isEnough);
  });

  test.each([
    ['.', false],
    ['a b c d e f g h i', false],
    [`too short${'\u200b'.repeat(20)}`, false],
    ['for the tender', true],
    ['入札のための比較資料を', true],
  ])('that has to have ten characters, %j: %s', async (justification, isEnough) => {
    expect(await given(justification, 10)).toBe(isEnough);
  });

  test('says on the page how long it has to be', async () => {
    const pages = await askedPages();
    const warn = { minutes: 30, justification: 'required' as const, justificationLength: 20 };
    await pages.enforce({ rules: [aRule({ action: 'warn', warn })] });
    expect((await pages.explain()).warning).toEqual({ ...warn, readers: 'nobody' });
  });
});

describe('an answer that stays in the browser', () => {
  const local = { minutes: 30, justification: 'local' as const, justificationLength: 5 };

  test('is required, and said to be read by nobody', async () => {
    const pages = await askedPages({ eventsEndpoint: COLLECTOR, identity: 'ada' });
    await pages.enforce({ rules: [aRule({ action: 'warn', warn: local })] });
    expect((await pages.explain()).warning).toEqual({ ...local, justification: 'required', readers: 'nobody' });
    await pages.act({ kind: 'continue', justification: '....' });
    expect((await pages.status()).bypasses).toEqual([]);
    await pages.act({ kind: 'continue', justification: 'the tender' });
    expect((await pages.status()).bypasses).toHaveLength(1);
  });
});

test.each<[string, object, string]>([
  ['nobody, where no events are sent', {}, 'nobody'],
  ['nobody, where there is a name and nothing is sent', { identity: 'ada' }, 'nobody'],
  ['administrators, where events are sent', { eventsEndpoint: COLLECTOR }, 'administrators'],
  ['administrators with a name', { eventsEndpoint: COLLECTOR, identity: 'ada' }, 'administrators-named'],
])('the page says who can read an answer: %s', async (_, managed, readers) => {
  const warn = { minutes: 30, justification: 'optional' as const };
  const pages = await askedPages(managed);
  await pages.enforce({ rules: [aRule({ action: 'warn', warn })] });
  expect((await pages.explain()).warning).toEqual({ ...warn, readers });
});
