/** The plan of a guard that has none. */
import type { DataPlan } from '../../data/plan.js';

/**
 * What holds when the worker does not answer at all: what is certain is warned of, in the interface's own words. A guard that
 * knows no plan is never a quiet one.
 */
export const UNANSWERED: DataPlan = {
  rule: '',
  tool: null,
  toolName: '',
  kinds: { secret: 'warn', personal: 'warn', code: 'off', log: 'off', marking: 'warn', words: 'off', own: 'off' },
  byDetector: {},
  thresholds: { codeLines: 5, codeCharacters: 0, logLines: 5, emails: 10, phones: 10, identifiers: 1 },
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
};
