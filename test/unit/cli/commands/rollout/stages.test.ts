import { describe, expect, test } from '@jest/globals';
import { anotherLimit, anotherStage, ensureStages } from '../../../../../src/cli/commands/rollout/stages.js';

const stages = (...texts: string[]) =>
  texts.reduce<ReturnType<typeof anotherStage>>((list, text) => anotherStage(text, list), []);

describe('a stage', () => {
  test.each([
    ['ring pilot', { rings: ['pilot'], afterSeconds: 0 }],
    ['rings pilot, early after 90m', { rings: ['pilot', 'early'], afterSeconds: 5400 }],
    ['group Sales EMEA after 2d', { groups: ['Sales EMEA'], afterSeconds: 172_800 }],
    ['25 % after 24h', { percent: 25, afterSeconds: 86_400 }],
    ['12.5% of browsers in group Sales after 1h', { percent: 12.5, groups: ['Sales'], afterSeconds: 3600 }],
    ['everyone after hold', {}],
    ['Everyone', { afterSeconds: 0 }],
  ])('%s', (text, stage) => {
    expect(stages(text)).toEqual([stage]);
  });

  test.each([
    '',
    'pilot',
    'ring',
    'ring , ',
    '0 %',
    '101 %',
    '10.123 %',
    '5 % in 5 %',
    'everyone after',
    'everyone after soon',
  ])('is refused: %j', (text) => {
    expect(() => stages(text)).toThrow(/expected/);
  });
});

describe('stages together', () => {
  test.each([
    [[], 'needs stages'],
    [['ring pilot'], 'expected "everyone"'],
    [['ring pilot', 'everyone'], 'has no time'],
    [['ring pilot after hold', 'everyone after 1h'], 'first stage that begins'],
    [['everyone', 'everyone after 1h'], 'is not the last'],
    [['20 %', '20 % after 1h', 'everyone after 1h'], 'reaches nobody new'],
  ])('%j are refused', (texts, words) => {
    expect(() => {
      ensureStages(stages(...texts));
    }).toThrow(words);
  });

  test('are taken when each reaches more', () => {
    expect(() => {
      ensureStages(
        stages('ring pilot', '20 % after 1h', '20 % in group it after 1h', '30 % after hold', 'everyone after hold'),
      );
    }).not.toThrow();
  });
});

test('limits are counted by name', () => {
  expect(anotherLimit('problems=5', anotherLimit('requests=20', {}))).toEqual({ requests: 20, problems: 5 });
  expect(() => anotherLimit('blocks=1', {})).toThrow(/expected requests=/);
});
