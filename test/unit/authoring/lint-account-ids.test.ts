/** Identifiers of account rules, as `gatepost check` holds them to the form that the vendor documents. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../src/authoring/lint/check-policy.js';
import { parsePolicy } from '../../../src/cli/lib/policy-source-file.js';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const HEAD = { format: 1, name: 'acme', organisation: { name: 'Acme' } };

describe('identifiers of accounts are held to the form that the vendor documents', () => {
  const UUID = '4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90';
  const inAccount = (tool: string, account: object) => {
    const text = JSON.stringify({ ...HEAD, rules: [{ id: 'a', tools: [tool], action: 'account', account }] });
    return checkPolicy(parsePolicy(text, 'policy.yaml'), NOW_MS).filter(({ code }) => code === 'account-id');
  };

  test.each<[string, object, string]>([
    ['chatgpt', { 'workspace-ids': ['ws-contoso'] }, 'ws-contoso'],
    ['chatgpt', { 'workspace-ids': [UUID, `${UUID}0`] }, `${UUID}0`],
    ['claude', { 'organization-ids': ['contoso.example'] }, 'contoso.example'],
    ['gemini', { 'workspace-domains': ['@contoso.example'] }, '@contoso.example'],
    ['gemini', { 'workspace-domains': ['contoso'] }, 'contoso'],
    ['microsoft-365-copilot', { 'permitted-tenants': ['contoso'], 'directory-id': [UUID] }, 'contoso'],
    [
      'microsoft-365-copilot',
      { 'permitted-tenants': ['contoso.example'], 'directory-id': ['contoso.example'] },
      'contoso',
    ],
    ['github-copilot', { 'enterprise-ids': ['our company'] }, 'our company'],
  ])('%s: %j is an error', (tool, account, wrong) => {
    const findings = inAccount(tool, account);
    expect(findings.map(({ severity, path }) => [severity, ...path])).toEqual([['error', 'rules', 0, 'account']]);
    expect(findings[0]?.message).toContain(wrong);
  });

  test.each<[string, object]>([
    ['chatgpt', { 'workspace-ids': [UUID, UUID.toUpperCase()] }],
    ['gemini', { 'workspace-domains': ['contoso.example', 'consumer_accounts'] }],
    ['microsoft-365-copilot', { 'permitted-tenants': ['contoso.example', UUID], 'directory-id': [UUID] }],
    ['github-copilot', { 'enterprise-ids': ['12345'] }],
  ])('%s: %j is right', (tool, account) => {
    expect(inAccount(tool, account)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    ['a letter beyond ASCII', ['bücher.example'], 'ASCII form'],
    ['a typographic quotation mark', ['“contoso.example”'], 'ASCII form'],
    ['an invisible space', ['contoso.example\u200b'], 'invisible'],
    ['more than a header holds', Array.from({ length: 400 }, (_, at) => `d${at}.contoso.example`), '4000'],
  ])('%s is an error at its place, in place of a document that browsers reject', (_, ids, expected) => {
    const read = () => inAccount('gemini', { 'workspace-domains': ids });
    expect(read).toThrow('rules.0.account.workspace-domains');
    expect(read).toThrow(expected);
  });
});
