/** Files on their way to the tool: which of them go on, and what is asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { bring, type Dialog } from '../../../../src/content/data-guard/parts.js';
import type * as CurrentPlan from '../../../../src/content/data-guard/current-plan.js';
import type * as FileScreen from '../../../../src/content/data-guard/file-screen.js';
import type { FilesChoice, FilesQuestion } from '../../../../src/content/data-guard/question.js';
import type { DataPlan } from '../../../../src/data/plan.js';
import { aDataPlan } from '../../../support/data-plans.js';

const globals = globalThis as Record<string, unknown>;
const before = { chrome: globals['chrome'], navigator: globals['navigator'] };

let plan: DataPlan | null = null;
let guard: typeof FileScreen & Pick<typeof CurrentPlan, 'askForPlan'>;
let questions: FilesQuestion[] = [];
let choice: FilesChoice = 'none';

beforeAll(async () => {
  const sendMessage = ({ kind }: { kind: string }) => Promise.resolve(kind === 'data-plan' ? { plan } : true);
  globals['chrome'] = { runtime: { sendMessage }, i18n: { getUILanguage: () => 'en' } };
  Object.defineProperty(globals, 'navigator', { value: { languages: ['en'] }, configurable: true });
  await import('../../../../src/content/data-guard/engine/main.js');
  await import('../../../../src/content/data-guard/files/main.js');
  guard = {
    ...(await import('../../../../src/content/data-guard/file-screen.js')),
    askForPlan: (await import('../../../../src/content/data-guard/current-plan.js')).askForPlan,
  };
  const decideFiles = (question: FilesQuestion) => {
    questions.push(question);
    return Promise.resolve(choice);
  };
  bring({ dialog: { decideFiles, showSign: () => () => undefined } as unknown as Dialog });
});

afterAll(() => {
  for (const [name, value] of Object.entries(before))
    Object.defineProperty(globals, name, { value, configurable: true });
});

beforeEach(() => {
  [questions, choice] = [[], 'none'];
});

async function enforce(overrides: Partial<DataPlan>): Promise<void> {
  plan = aDataPlan(overrides);
  await guard.askForPlan();
}

const named = (name: string, text = 'The meeting is on Monday.\n') => new File([text], name, { lastModified: 1 });
const NAMES = ['one.txt', 'two.txt', 'three.txt'];
const handedOver = async (files: File[], isFolder = false) =>
  (await guard.filesToHandOver(files, isFolder)).map(({ name }) => name);

describe('a folder', () => {
  test.each(['block', 'warn'] as const)(
    'whose action is %s is handed over as a whole or not at all',
    async (action) => {
      await enforce({ byDetector: { folder: action } });
      choice = 'none';
      expect(
        await handedOver(
          NAMES.map((name) => named(name)),
          true,
        ),
      ).toEqual([]);
      expect(questions).toMatchObject([{ others: 0, verdicts: [{ action }] }]);
    },
  );

  test('of which only single files are asked about leaves the others', async () => {
    await enforce({ byDetector: { 'file-type': 'block' }, fileTypes: ['sql'] });
    choice = 'others';
    expect(await handedOver([named('one.txt'), named('two.sql')], true)).toEqual(['one.txt']);
    expect(questions).toMatchObject([{ others: 1 }]);
  });
});

describe('a file that cannot be read', () => {
  /** As a network drive behaves that does not answer. */
  const silent = () =>
    Object.assign(named('plan.txt'), { slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }) });

  test('in time is asked about in time', async () => {
    await enforce({ onUnreadable: 'block' });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      const handed = handedOver([silent()]);
      await jest.advanceTimersByTimeAsync(11_000);
      expect(questions).toMatchObject([{ verdicts: [{ action: 'block', unread: ['too-slow'] }] }]);
      expect(await handed).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  test('for a reason that nobody foresaw is not lost without a word', async () => {
    await enforce({ onUnreadable: 'warn' });
    choice = 'all';
    const broken = Object.assign(named('plan.txt'), {
      slice: () => {
        throw new TypeError('unforeseen');
      },
    });
    expect(await handedOver([broken])).toEqual(['plan.txt']);
    expect(questions).toMatchObject([{ verdicts: [{ action: 'warn', unread: ['damaged'] }] }]);
  });
});
