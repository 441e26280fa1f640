/** What a plan makes of findings: the strongest action wins, and what is only likely keeps nobody from working. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/data/finding.js';
import { detectorsOf, evaluate, scanFor, type DataPlan } from '../../../src/data/plan.js';
import { Chance } from '../../corpus/random.js';
import { aDataPlan } from '../../support/data-plans.js';

const TOKEN = new Chance(7).fill('gh·p_{a36}');
const CODE = Array.from({ length: 12 }, (_, at) => `  const value${at} = compute(items[${at}], { deep: true });`).join(
  '\n',
);

function evaluated(text: string, overrides: Partial<DataPlan>) {
  const plan = aDataPlan(overrides);
  return evaluate(scanFor(text, plan, detectorsOf(plan)), plan);
}

describe('the action of a text', () => {
  test('is off when nothing is found, and the strongest of what is', () => {
    const kinds = {
      secret: 'redact',
      personal: 'off',
      code: 'warn',
      log: 'off',
      marking: 'block',
      words: 'count',
      own: 'off',
    } as const;
    expect(evaluated('Dear all, see you on Monday.', { kinds }).action).toBe('off');
    expect(evaluated(`key ${TOKEN}`, { kinds }).action).toBe('redact');
    expect(evaluated(CODE, { kinds }).action).toBe('warn');
    expect(evaluated(`TLP:RED\nkey ${TOKEN}\n${CODE}`, { kinds }).action).toBe('block');
  });

  test('stops at a warning where the detector itself is not sure', () => {
    const kinds = { ...aDataPlan().kinds, secret: 'block' } as const;
    const unsure = `the login is: password = "tr0ub4dor&horse-9"`;
    expect(evaluated(`key ${TOKEN}`, { kinds }).action).toBe('block');
    expect(evaluated(unsure, { kinds })).toMatchObject({ action: 'warn', mayInsertAnyway: true });
    const [detector = ''] = evaluated(unsure, { kinds }).causes.map(({ finding }) => finding.detector);
    expect(evaluated(unsure, { kinds, byDetector: { [detector]: 'block' } }).action).toBe('block');
  });

  test('is that of the detector before that of its kind', () => {
    const kinds = { ...aDataPlan().kinds, secret: 'off' } as const;
    expect(evaluated(`key ${TOKEN}`, { kinds }).action).toBe('off');
    expect(evaluated(`key ${TOKEN}`, { kinds, byDetector: { 'github-token': 'warn' } }).action).toBe('warn');
    const others = { ...aDataPlan().kinds, secret: 'warn' } as const;
    expect(evaluated(`key ${TOKEN}`, { kinds: others, byDetector: { 'github-token': 'off' } }).action).toBe('off');
  });
});

describe('what may be inserted', () => {
  test('placeholders where they can stand for what was found', () => {
    const kinds = { ...aDataPlan().kinds, secret: 'redact', code: 'warn' } as const;
    const alone = evaluated(`key ${TOKEN}`, { kinds });
    expect(alone.replaceable.map(({ detector }) => detector)).toEqual(['github-token']);
    expect(alone).toMatchObject({ redactedStillWarns: false, mayInsertAnyway: false });
    const beside = evaluated(`${CODE}\nconst key = '${TOKEN}';\n`, { kinds });
    expect(beside.replaceable.map(({ detector }) => detector)).toEqual(['github-token']);
    expect(beside.redactedStillWarns).toBe(true);
  });

  test('nothing where anything is blocked', () => {
    const kinds = { ...aDataPlan().kinds, secret: 'redact', marking: 'block' } as const;
    expect(evaluated(`TLP:RED key ${TOKEN}`, { kinds })).toMatchObject({ replaceable: [], mayInsertAnyway: false });
  });
});

describe('thresholds', () => {
  const finding = (detector: string, kind: string, start: number, end: number): Finding => {
    const place = { start, end, line: 1 };
    return { kind, detector, label: detector, grade: 'block', place, places: [place], sample: '', count: 1 };
  };
  const kinds = { ...aDataPlan().kinds, personal: 'block', code: 'block' } as const;
  const thresholds = { ...aDataPlan().thresholds, identifiers: 2, codeCharacters: 100 };
  const actionOf = (findings: Finding[]) =>
    evaluate({ findings, unchecked: [] }, aDataPlan({ kinds, thresholds })).action;

  test('numbers of one kind are counted together, of others apart', () => {
    expect(actionOf([finding('iban', 'personal', 0, 22)])).toBe('off');
    expect(actionOf([finding('iban', 'personal', 0, 22), finding('card', 'personal', 30, 46)])).toBe('off');
    expect(actionOf([finding('iban', 'personal', 0, 22), finding('iban', 'personal', 30, 52)])).toBe('block');
  });

  test('code is measured by all of its blocks', () => {
    expect(actionOf([finding('source-code', 'code', 0, 60)])).toBe('off');
    expect(actionOf([finding('source-code', 'code', 0, 60), finding('source-code', 'code', 80, 130)])).toBe('block');
  });
});

test('a detector that failed is never silently clean', () => {
  const result = { findings: [], unchecked: ['iban'] };
  expect(evaluate(result, aDataPlan({ onError: 'allow' })).action).toBe('count');
  expect(evaluate(result, aDataPlan({ onError: 'warn' }))).toMatchObject({ action: 'warn', mayInsertAnyway: true });
  expect(evaluate(result, aDataPlan({ onError: 'block' }))).toMatchObject({ action: 'block', mayInsertAnyway: false });
});

test('finds by the company’s expressions, and names one that this browser does not know as unchecked', () => {
  const detectors = [{ id: 'ticket', regex: ['(?<![A-Z])ACME-[0-9]{4,6}', '(?<'], grade: 'block' as const }];
  const plan = aDataPlan({ detectors, kinds: { ...aDataPlan().kinds, words: 'warn' } });
  const { findings, unchecked } = scanFor('see ACME-12345', plan, detectorsOf(plan));
  expect(findings.map(({ detector, place }) => [detector, place.start, place.end])).toEqual([['ticket', 4, 14]]);
  expect(unchecked).toEqual(['ticket']);
});
