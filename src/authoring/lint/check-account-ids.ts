/**
 * Checks the identifiers of account rules against the form that the vendor documents: a wrong one is sent as it is, and the
 * vendor then lets nobody in, or everybody. Headers that are not listed, such as those of a company's own tools, take any.
 */
import { error, type CheckedRule, type PolicyFinding } from './check-finding.js';

interface Form {
  readonly pattern: RegExp;
  readonly expected: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DOMAIN = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])';
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'i');

const uuid = { pattern: whole(UUID), expected: 'an id such as 4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90' };
const domain = {
  pattern: whole(`${DOMAIN}|consumer_accounts`),
  expected: 'a domain of your company such as contoso.example',
};
const tenant = { pattern: whole(`${DOMAIN}|${UUID}`), expected: 'a domain or an id of a tenant' };
const word = { pattern: /^[\w:.-]+$/, expected: 'an id without spaces, commas and quotes' };

/** By header, in lower case; the forms are those of the pages that the catalogue names as each control's source. */
const FORMS: Readonly<Record<string, Form>> = {
  'chatgpt-allowed-workspace-id': uuid,
  'anthropic-allowed-org-ids': uuid,
  'x-googapps-allowed-domains': domain,
  'x-geminicodeassist-allowed-domains': domain,
  'restrict-access-to-tenants': tenant,
  'restrict-access-context': uuid,
  'sec-github-allowed-enterprise': word,
  'x-dropbox-allowed-team-ids': word,
};

export function checkAccountIds(rules: readonly CheckedRule[]): PolicyFinding[] {
  return rules.flatMap(({ index, resolved }) => {
    const headers = (resolved.account?.controls ?? []).flatMap((control) => control.headers);
    const wrong = headers.flatMap(({ name, value }) => {
      const form = FORMS[name.toLowerCase()];
      return form === undefined ? [] : value.split(',').flatMap((id) => mistakeIn(id, name, form));
    });
    return [...new Set(wrong)].map((message) => error('account-id', ['rules', index, 'account'], message));
  });
}

function mistakeIn(id: string, header: string, { pattern, expected }: Form): string[] {
  if (pattern.test(id.trim())) return [];
  return [`"${id}" is not an id that the vendor accepts (${header}), so nobody could sign in: expected ${expected}`];
}
