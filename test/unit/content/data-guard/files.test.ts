/** Files on their way to the tool: which of them go on, what is asked, and what a page's input has of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { bring, parts, type Dialog } from '../../../../src/content/data-guard/parts.js';
import type * as CurrentPlan from '../../../../src/content/data-guard/current-plan.js';
import type * as FileDoors from '../../../../src/content/data-guard/file-doors.js';
import type * as FileScreen from '../../../../src/content/data-guard/file-screen.js';
import type { FilesChoice, FilesQuestion } from '../../../../src/content/data-guard/question.js';
import { KINDS } from '../../../../src/data/finding.js';
import type { DataPlan } from '../../../../src/data/plan.js';
import { aDataPlan } from '../../../support/data-plans.js';

const globals = globalThis as Record<string, unknown>;
const COUNTED = Object.fromEntries(KINDS.map((kind) => [kind, 'count'])) as DataPlan['kinds'];
const STOOD_IN = [
  'chrome',
  'navigator',
  'window',
  'document',
  'Element',
  'DragEvent',
  'HTMLElement',
  'HTMLInputElement',
  'InputEvent',
  'DataTransfer',
];
const before = STOOD_IN.map((name) => [name, globals[name]] as const);

/** As much of a page as a file input needs. */
class AnElement {
  shadowRoot: object | null = null;
}
class AnInput extends AnElement {
  readonly type = 'file';
  readonly given: string[] = [];
  files: readonly File[] = [];
  set value(_: '') {
    this.files = [];
  }
  dispatchEvent({ type }: Event): void {
    this.given.push(`${type}: ${this.files.map(({ name }) => name).join()}`);
  }
}
class ADrag extends Event {
  constructor(type: string, { dataTransfer }: { dataTransfer: ATransfer }) {
    super(type, { cancelable: true });
    this.dataTransfer = dataTransfer;
  }
  readonly dataTransfer: ATransfer;
}
class ATransfer {
  readonly files: File[] = [];
  readonly items = { add: (file: File) => this.files.push(file) };
}

const dropped: string[] = [];
const root = {
  matches: () => false,
  dispatchEvent: ({ type, dataTransfer }: ADrag) => dropped.push(`${type}: ${dataTransfer.files.length}`),
};

let plan: DataPlan | null = null;
let guard: typeof FileDoors & typeof FileScreen & Pick<typeof CurrentPlan, 'askForPlan'>;
let questions: FilesQuestion[] = [];
let choice: FilesChoice = 'none';

beforeAll(async () => {
  const sendMessage = ({ kind }: { kind: string }) => Promise.resolve(kind === 'data-plan' ? { plan } : true);
  globals['chrome'] = { runtime: { sendMessage }, i18n: { getUILanguage: () => 'en' } };
  Object.defineProperty(globals, 'navigator', { value: { languages: ['en'] }, configurable: true });
  Object.assign(globals, { window: {}, document: { documentElement: root }, Element: AnElement, DragEvent: ADrag });
  Object.assign(globals, { HTMLElement: AnElement, HTMLInputElement: AnInput });
  Object.assign(globals, { InputEvent: class extends Event {}, DataTransfer: ATransfer });
  await import('../../../../src/content/data-guard/engine/main.js');
  await import('../../../../src/content/data-guard/files/main.js');
  guard = {
    ...(await import('../../../../src/content/data-guard/file-doors.js')),
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
  for (const [name, value] of before) Object.defineProperty(globals, name, { value, configurable: true });
});

beforeEach(() => {
  [questions, choice] = [[], 'none'];
});

async function enforce(overrides: Partial<DataPlan>): Promise<void> {
  plan = aDataPlan(overrides);
  await guard.askForPlan();
}

test('a rule that only counts holds nothing up, also before the page has what looks into files', async () => {
  const { engine } = parts;
  Object.assign(parts, { engine: undefined });
  try {
    await enforce({ kinds: COUNTED, onError: 'allow', onUnreadable: 'allow' });
    expect(guard.filesWait()).toBe('aside');
    await enforce({ kinds: COUNTED, onError: 'allow', onUnreadable: 'allow', unreadable: { encrypted: 'warn' } });
    expect(guard.filesWait()).toBe('held');
  } finally {
    Object.assign(parts, { engine });
  }
});

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
      expect(questions).toMatchObject([{ others: 0, results: [{ action }] }]);
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
      expect(questions).toMatchObject([{ results: [{ action: 'block', unread: ['too-slow'] }] }]);
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
    expect(questions).toMatchObject([{ results: [{ action: 'warn', unread: ['damaged'] }] }]);
  });
});

describe('a file input', () => {
  /** @param target the input, or the host of the closed root that it lies in @returns whether the page was kept from seeing it */
  function happens(type: 'input' | 'change', target: AnElement): boolean {
    const event = new Event(type, { cancelable: true });
    Object.assign(event, { composedPath: () => [target] });
    guard.onFileInput(event);
    return event.defaultPrevented;
  }
  const allMicrotasks = () =>
    new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
  const gets = async (input: AnInput, count: number) => {
    while (input.given.length < count) await new Promise(setImmediate);
  };
  const chosen = (...files: File[]) => Object.assign(new AnInput(), { files });

  test('is given once what needs no reading, although the answer is there before its change', async () => {
    await enforce({ unreadable: { 'too-large': 'allow' } });
    const input = chosen(Object.defineProperty(named('film.mov'), 'size', { value: 30_000_000 }));
    expect(happens('input', input)).toBe(true);
    await allMicrotasks();
    expect(input.given).toEqual([]);
    expect(happens('change', input)).toBe(true);
    await gets(input, 2);
    expect(input.given).toEqual(['input: film.mov', 'change: film.mov']);
  });

  test('in a closed root is looked at beside one that the page has already, which is not given again', async () => {
    await enforce({});
    const [first, second, box] = [chosen(named('one.txt')), chosen(), new AnElement()];
    const all = [first, second, box];
    const host = Object.assign(new AnElement(), {
      shadowRoot: { querySelectorAll: (wanted: string) => (wanted === '*' ? all : all.filter((each) => each !== box)) },
    });
    expect(happens('input', host)).toBe(true);
    await gets(first, 2);
    // A switch beside them says that it was pressed.
    expect(happens('input', host)).toBe(false);
    second.files = [named('two.txt')];
    expect(happens('input', host)).toBe(true);
    await gets(second, 2);
    expect([first.given, second.given]).toEqual([
      ['input: one.txt', 'change: one.txt'],
      ['input: two.txt', 'change: two.txt'],
    ]);
  });
});

test('a drop whose target is no element is looked at as any other', async () => {
  await enforce({});
  const items = [{ webkitGetAsEntry: () => ({ isDirectory: false }) }];
  const event = new Event('drop', { cancelable: true });
  Object.assign(event, { composedPath: () => [{}], dataTransfer: { files: [named('one.txt')], items } });
  expect(guard.onFileDrop(event as DragEvent)).toBe(true);
  expect(event.defaultPrevented).toBe(true);
  while (dropped.length < 3) await new Promise(setImmediate);
  expect(dropped).toEqual(['dragenter: 1', 'dragover: 1', 'drop: 1']);
});
