import { describe, expect, test } from '@jest/globals';
import { dialogView, type Asked } from '../../../../src/content/data-guard/dialog/view.js';
import { UNANSWERED } from '../../../../src/content/data-guard/unanswered-plan.js';
import { detectorsOf, evaluate, scanFor, type DataPlan } from '../../../../src/data/plan.js';

const KEY = `ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5`;
const texts = (key: string, ...values: string[]) => [key, ...values].join('|');

function asked(text: string, plan: Partial<DataPlan> = {}, more: Partial<Asked> = {}): Asked {
  const whole = { ...UNANSWERED, toolName: 'Chat', ...plan };
  const evaluation = evaluate(scanFor(text, whole, detectorsOf(whole)), whole);
  const replaced = evaluation.replaceable.length;
  return {
    plan: whole,
    evaluation,
    isSubmit: false,
    replaced,
    unreadable: false,
    hasLines: text.includes('\n'),
    ...more,
  };
}

const kinds = (changed: Partial<DataPlan['kinds']>) => ({ kinds: { ...UNANSWERED.kinds, ...changed } });

describe('the dialog', () => {
  test('says what was found, where, and never the text', () => {
    const view = dialogView(asked(`one\n${KEY}`), texts);
    expect(view.found).toEqual([{ label: 'GitHub token', sample: 'ghp_…', where: 'data_dialog_line|2' }]);
    expect(view.redact).toBe('data_dialog_redact|1');
    expect(JSON.stringify(view)).not.toContain(KEY.slice(4, 16));
  });

  test('tells the company’s own reason, or ours where it has none', () => {
    expect(dialogView(asked(KEY), texts).why).toEqual(['data_why_secret']);
    expect(dialogView(asked(KEY, { texts: { secret: 'Ask the vault.' } }), texts).why).toEqual(['Ask the vault.']);
  });

  test('offers to insert as it is for a warning alone', () => {
    expect(dialogView(asked(KEY, kinds({ secret: 'warn' })), texts).anyway).not.toBeNull();
    expect(dialogView(asked(KEY, kinds({ secret: 'redact' })), texts).anyway).toBeNull();
    const blocked = dialogView(asked(KEY, kinds({ secret: 'block' })), texts);
    expect({ redact: blocked.redact, anyway: blocked.anyway }).toEqual({ redact: null, anyway: null });
    expect(blocked.heading).toBe('data_dialog_heading_block|Chat');
  });

  test('speaks of sending when the text is about to be sent', () => {
    const view = dialogView(asked(KEY, {}, { isSubmit: true }), texts);
    expect([view.cancel, view.redact, view.anyway?.button]).toEqual([
      'data_dialog_back',
      'data_dialog_redact_submit|1',
      'data_dialog_send',
    ]);
  });

  test('shows five things, and how many more there are', () => {
    const keys = Array.from({ length: 8 }, (_, at) => `ghp_${String(at).repeat(4)}bD5fH7jK9mN1pQ3rS5tU7vW9xY1zA3cZ`);
    const view = dialogView(asked(keys.join('\n')), texts);
    expect(view.found).toHaveLength(5);
    expect(view.more).toBe('data_dialog_more|3');
  });

  test('says that a text could not be evaluated', () => {
    const { evaluation, ...rest } = asked('plain');
    const unchecked = { ...evaluation, action: 'warn' as const, unchecked: ['iban'], mayInsertAnyway: true };
    const view = dialogView({ ...rest, evaluation: unchecked }, texts);
    expect([view.heading, ...view.why]).toEqual(['data_dialog_heading_unchecked', 'data_dialog_unchecked']);
    expect(dialogView({ ...rest, evaluation: unchecked, unreadable: true }, texts).why).toEqual([
      'data_dialog_unreadable',
    ]);
  });

  test('names the person to ask with a link that works', () => {
    const contact = { name: 'AI desk', email: 'ai@contoso.example', url: null };
    expect(dialogView(asked(KEY, { contact }), texts).contact).toEqual({
      text: 'data_dialog_contact|AI desk',
      address: 'mailto:ai@contoso.example',
    });
  });
});
