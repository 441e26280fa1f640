/** Plans and rules of the data guard, as tests need them. */
import { DEFAULT_THRESHOLDS } from '../../src/data/finding.js';
import type { DataPlan } from '../../src/data/plan.js';
import type { RuleData } from '../../src/policy/data-policy.js';

const KINDS = {
  ...({ secret: 'warn', personal: 'warn', code: 'warn', log: 'count', marking: 'warn', words: 'warn' } as const),
  own: 'warn',
} as const;
const THRESHOLDS = { ...DEFAULT_THRESHOLDS, codeCharacters: 0, identifiers: 1 };

export function aDataPlan(overrides: Partial<DataPlan> = {}): DataPlan {
  return {
    rule: 'workspace',
    tool: 'chatgpt',
    toolName: 'ChatGPT',
    kinds: KINDS,
    byDetector: {},
    thresholds: THRESHOLDS,
    detectors: [],
    filters: [],
    onError: 'warn',
    onUnreadable: 'warn',
    unreadable: {},
    fileTypes: [],
    labels: [],
    reasons: [],
    texts: {},
    alternatives: [],
    contact: { name: null, email: null, url: null },
    ...overrides,
  };
}

export function aDataRule(overrides: Partial<RuleData> = {}): RuleData {
  return { kinds: KINDS, actions: {}, thresholds: THRESHOLDS, onError: 'warn', onUnreadable: 'warn', ...overrides };
}
