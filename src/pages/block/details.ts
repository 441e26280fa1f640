/** What the block page says beside the explanation: facts, whom to ask, and which policy it is. Pure: texts in, texts out. */
import { rowOf } from '../../policy/actions.js';
import type { Explanation } from '../../protocol/answers.js';
import { ago, longDate } from '../shared/date-format.js';
import type { Texts } from '../shared/texts.js';
import type { BlockedView, Link, Reader } from './view.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

const plain = (text: string): Link => ({ text, address: null, about: null });

export function noAlternative({ name, email, url }: Restricted['policy']['contact'], texts: Texts): string {
  const nobody = name === null && email === null && url === null;
  return texts(nobody ? 'blocked_no_alternative_no_contact' : 'blocked_no_alternative');
}

export function detailsOf(explanation: Restricted, { texts, language }: Reader): BlockedView['details'] {
  const { policy, since, url, supportId, action } = explanation;
  const sinceText = rowOf(action).page?.since ?? 'blocked_since';
  const isInitial = policy.source === 'initial';
  return [
    { term: texts('blocked_site'), links: [plain(shortAddress(url))] },
    ...(isInitial ? [] : [{ term: texts(sinceText), links: [plain(longDate(since, language))] }]),
    ...(policy.organisation === null || isInitial
      ? []
      : [{ term: texts('blocked_decided'), links: [plain(policy.organisation)] }]),
    { term: texts('blocked_support_id'), links: [plain(supportId)] },
    { term: texts('blocked_ask'), links: contactLinks(policy, texts) },
  ];
}

const SHORT = 48;

/** Host and the beginning of the path: enough to recognise it, nothing that belongs to nobody else's eyes. */
export function shortAddress(url: string): string {
  const { host, pathname, search, hash } = new URL(url);
  const path = pathname === '/' ? '' : pathname;
  const isWhole = search === '' && hash === '' && host.length + path.length <= SHORT;
  return isWhole ? host + path : `${(host + path).slice(0, Math.max(SHORT, host.length))}…`;
}

function contactLinks({ source, contact: { name, email, url } }: Restricted['policy'], texts: Texts): Link[] {
  const links: Link[] = [];
  if (name !== null) links.push(plain(name));
  if (email !== null) links.push({ text: email, address: `mailto:${encodeURIComponent(email)}`, about: null });
  if (url !== null) links.push({ text: url.replace(/^https?:\/\//, '').replace(/\/$/, ''), address: url, about: null });
  return links.length > 0 ? links : [plain(texts(source === 'initial' ? 'blocked_ask_it' : 'blocked_ask_nobody'))];
}

export function footerOf(policy: Restricted['policy'], { texts, language, nowMs }: Reader): string | null {
  if (policy.source === 'initial') return null;
  const issued = ago(Date.parse(policy.issuedAt), nowMs, language, texts('just_now'));
  const shared = [policy.name, String(policy.revision), issued] as const;
  return policy.keyId === null
    ? texts('blocked_footer_unsigned', ...shared)
    : texts('blocked_footer', ...shared, policy.keyId);
}
