/** What the dialog says about files. */
import { describe, expect, test } from '@jest/globals';
import { filesView, type FilesAsked } from '../../../../src/content/data-guard/dialog/files-view.js';
import type { DataAction } from '../../../../src/data/data-actions.js';
import type { UnreadReason } from '../../../../src/data/files/unreadable.js';
import type { Finding } from '../../../../src/data/finding.js';
import { detectorsOf, evaluate, scanFor } from '../../../../src/data/plan.js';
import { aDataPlan } from '../../../support/data-plans.js';

const KEY = `ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5`;
const texts = (key: string, ...values: string[]) => [key, ...values].join('|');
const plan = aDataPlan({ toolName: 'Chat', byDetector: { 'file-type': 'block', folder: 'warn', secret: 'block' } });
const place = { start: 0, end: 0, line: 1 };
const ofFile = (detector: string, label: string): Finding => {
  const kind = detector === 'label' ? 'label' : 'file';
  return { kind, detector, label, grade: 'block', place, places: [place], sample: '', count: 1 };
};

interface Given {
  readonly text?: string;
  readonly findings?: readonly Finding[];
  readonly unread?: readonly UnreadReason[];
  readonly action?: DataAction;
  readonly webkitRelativePath?: string;
}

function result(name: string, { text = '', findings = [], unread = [], action, webkitRelativePath = '' }: Given) {
  const scanned = scanFor(text, plan, detectorsOf(plan));
  const evaluation = evaluate({ ...scanned, findings: [...findings, ...scanned.findings] }, plan);
  return { file: { name, webkitRelativePath }, action: action ?? evaluation.action, evaluation, unread };
}

const view = (results: FilesAsked['results'], others = 0) => filesView({ plan, results, others }, texts);

describe('the dialog about files', () => {
  test('names what was found and in which file, each thing once', () => {
    const { found, heading, why } = view([result('a.txt', { text: `${KEY}\n${KEY}\n` })]);
    expect(found).toEqual([{ label: 'GitHub token', sample: 'ghp_…', where: 'a.txt' }]);
    expect({ heading, why }).toEqual({ heading: 'data_file_heading_warn|Chat', why: ['data_why_secret'] });
  });

  test('calls kinds, labels and folders by words', () => {
    const findings = [ofFile('file-type', '.sql'), ofFile('folder', '')];
    const { found } = view([result('x.sql', { findings, webkitRelativePath: 'all/x.sql' })]);
    expect(found.map(({ label, where }) => `${label} in ${where}`)).toEqual([
      'data_file_type|.sql in x.sql',
      'data_file_folder in all',
    ]);
  });

  test('says why a file was not read', () => {
    const shown = view([result('a.xlsx', { unread: ['too-large'], action: 'warn' })]);
    expect(shown.found).toEqual([{ label: 'data_unread_too_large', sample: '', where: 'a.xlsx' }]);
    expect([shown.heading, ...shown.why]).toEqual(['data_file_heading_unread', 'data_files_unread']);
    const refused = view([result('a.xlsx', { unread: ['encrypted'], action: 'block' })]);
    expect({ heading: refused.heading, anyway: refused.anyway }).toEqual({
      heading: 'data_file_heading_block|Chat',
      anyway: null,
    });
  });

  test('a warning may be passed over, a refusal among several may not, and the others may go on', () => {
    const warned = result('a.txt', { text: KEY });
    const refused = result('x.sql', { findings: [ofFile('file-type', '.sql')] });
    expect(view([warned]).anyway).not.toBeNull();
    expect(view([warned]).redact).toBeNull();
    const both = view([warned, refused], 3);
    expect([both.heading, both.anyway, both.redact]).toEqual([
      'data_files_heading_block|Chat',
      null,
      'data_files_others|3',
    ]);
  });
});
