/** What the explanation page shows for each answer of the worker. Pure: texts in, texts out. */
import type { Explanation } from '../../messages/requests.js';
import { longDate } from '../moments.js';
import type { Texts } from '../texts.js';

export interface Link {
  readonly text: string;
  readonly address: string | null;
  /** One line on what it is good for. */
  readonly about: string | null;
}

export interface Continuing {
  readonly button: string;
  /** The question for a reason; null when none is asked for. */
  readonly question: string | null;
  readonly required: boolean;
}

export interface BlockedView {
  readonly title: string;
  readonly headline: string;
  readonly notice: string | null;
  readonly reason: string | null;
  /** Null: the page has nothing to say about alternatives. */
  readonly alternatives: readonly Link[] | null;
  readonly noAlternative: string | null;
  readonly details: readonly { readonly term: string; readonly links: readonly Link[] }[];
  /** Null: there is no continuing. */
  readonly continuing: Continuing | null;
  readonly footer: string | null;
  readonly tone: 'restricted' | 'lifted' | 'neutral';
}

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

export function blockedView(explanation: Explanation, texts: Texts, language: string): BlockedView {
  switch (explanation.kind) {
    case 'restricted':
      return restrictedView(explanation, texts, language);
    case 'lifted':
      return plainView(texts('blocked_lifted_title'), texts('blocked_lifted', explanation.host), 'lifted', null);
    case 'lifted-stay':
      return plainView(
        texts('blocked_not_ours_title'),
        texts('blocked_not_restricted', explanation.host),
        'lifted',
        texts('blocked_lifted_stay'),
      );
    case 'unexplained':
      return plainView(
        texts('blocked_title'),
        texts('blocked_headline_generic'),
        'restricted',
        texts('blocked_unexplained'),
      );
    case 'not-ours':
      return plainView(
        texts('blocked_not_ours_title'),
        texts('blocked_not_ours_title'),
        'neutral',
        texts('blocked_not_ours'),
      );
  }
}

function plainView(title: string, headline: string, tone: BlockedView['tone'], notice: string | null): BlockedView {
  const nothing = {
    reason: null,
    alternatives: null,
    noAlternative: null,
    details: [],
    continuing: null,
    footer: null,
  };
  return { title, headline, tone, notice, ...nothing };
}

function restrictedView(explanation: Restricted, texts: Texts, language: string): BlockedView {
  const { policy, host, alternatives } = explanation;
  const name = explanation.toolName ?? host;
  return {
    title: `${name} – ${texts('blocked_title')}`,
    headline: headlineOf(explanation, name, texts),
    notice: explanation.notice,
    reason: explanation.reason ?? reasonWithout(policy, texts),
    alternatives:
      policy.source === 'initial'
        ? null
        : alternatives.map((tool) => ({ text: tool.name, address: tool.home, about: tool.about })),
    noAlternative: alternatives.length > 0 ? null : noAlternative(policy.contact, texts),
    details: [
      { term: texts('blocked_site'), links: [plain(host)] },
      ...(policy.source === 'initial'
        ? []
        : [{ term: texts('blocked_since'), links: [plain(longDate(explanation.since, language))] }]),
      { term: texts('blocked_ask'), links: contactLinks(policy, texts) },
    ],
    continuing: explanation.warning === null ? null : continuingOf(explanation.warning, texts),
    footer: footerOf(policy, texts, language),
    tone: 'restricted',
  };
}

function headlineOf({ policy, warning }: Restricted, name: string, texts: Texts): string {
  if (policy.organisation === null) return texts('blocked_headline_generic');
  return texts(warning === null ? 'blocked_headline' : 'blocked_headline_warn', name, policy.organisation);
}

function reasonWithout({ source, organisation }: Restricted['policy'], texts: Texts): string {
  return source === 'initial' || organisation === null
    ? texts('blocked_reason_initial')
    : texts('blocked_reason_none', organisation);
}

function continuingOf({ minutes, justification }: NonNullable<Restricted['warning']>, texts: Texts): Continuing {
  return {
    button: texts('blocked_continue', String(minutes)),
    question: justification === 'none' ? null : texts(`blocked_justification_${justification}`),
    required: justification === 'required',
  };
}

const plain = (text: string): Link => ({ text, address: null, about: null });

function noAlternative({ name, email, url }: Restricted['policy']['contact'], texts: Texts): string {
  const nobody = name === null && email === null && url === null;
  return texts(nobody ? 'blocked_no_alternative_no_contact' : 'blocked_no_alternative');
}

function contactLinks({ source, contact: { name, email, url } }: Restricted['policy'], texts: Texts): Link[] {
  const links: Link[] = [];
  if (name !== null) links.push(plain(name));
  if (email !== null) links.push({ text: email, address: `mailto:${encodeURIComponent(email)}`, about: null });
  if (url !== null) links.push({ text: url.replace(/^https?:\/\//, '').replace(/\/$/, ''), address: url, about: null });
  return links.length > 0 ? links : [plain(texts(source === 'initial' ? 'blocked_ask_it' : 'blocked_ask_nobody'))];
}

function footerOf(policy: Restricted['policy'], texts: Texts, language: string): string | null {
  if (policy.source === 'initial') return null;
  const shared = [policy.name, String(policy.revision), longDate(policy.issuedAt, language)] as const;
  return policy.keyId === null
    ? texts('blocked_footer_unsigned', ...shared)
    : texts('blocked_footer', ...shared, policy.keyId);
}
