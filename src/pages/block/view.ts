/** What the block page shows for each answer of the worker. Pure: texts in, texts out. */
import { pageOf, rowOf, type ActionRow } from '../../policy/actions.js';
import type { Explanation } from '../../protocol/answers.js';
import { dayAndTime } from '../shared/date-format.js';
import { accountName, categoryName } from '../shared/labels.js';
import type { Texts } from '../shared/texts.js';
import { continuingOf, type Continuing } from './continuing.js';
import { detailsOf, footerOf, noAlternative } from './details.js';
import { detailsForSupport, requestView, type RequestView } from './request.js';

export interface Link {
  readonly text: string;
  readonly address: string | null;
  /** One line on what it is good for. */
  readonly about: string | null;
  /** Said of a tool that is open to the company's accounts only. */
  readonly account?: string | null;
}

export interface BlockedView {
  readonly title: string;
  readonly headline: string;
  /** What kind of tool it is, and whose; null when it is none. */
  readonly tool: string | null;
  /** When it opens by itself. */
  readonly opens: string | null;
  /** The moment that a countdown runs to, in milliseconds since the epoch. */
  readonly opensAtMs: number | null;
  readonly notice: string | null;
  /** What became of a page that was in use; null when none was. */
  readonly interrupted: string | null;
  readonly whyTitle: string;
  readonly reason: string | null;
  /** Where one signs in with a company account. */
  readonly signIn: Link | null;
  /** The address itself, where it is open and the page does not go on to it. */
  readonly opening: Link | null;
  /** Null: the page has nothing to say about alternatives. */
  readonly alternatives: readonly Link[] | null;
  readonly noAlternative: string | null;
  readonly details: readonly { readonly term: string; readonly links: readonly Link[] }[];
  /** Null: there is no continuing. */
  readonly continuing: Continuing | null;
  readonly request: RequestView | null;
  /** What was answered to a request; null when nothing was, or nothing that refuses. */
  readonly refusal: { readonly reason: string; readonly until: string } | null;
  readonly footer: string | null;
  /** What "copy details" copies; null: there is nothing to copy. */
  readonly copied: string | null;
  readonly tone: ActionRow['tone'] | 'lifted';
}

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

/** How the page's reader is told things. */
export interface Reader {
  readonly texts: Texts;
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export function blockedView(explanation: Explanation, reader: Reader): BlockedView {
  const { texts } = reader;
  switch (explanation.kind) {
    case 'restricted':
      return restrictedView(explanation, reader);
    case 'lifted':
      if (explanation.grantReason !== undefined) return liftedView(explanation, reader);
      return plainView(
        texts('blocked_lifted_title'),
        texts('blocked_lifted', explanation.host),
        'lifted',
        grantedText(explanation, reader),
      );
    case 'lifted-stay':
      return liftedView(explanation, reader);
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

/** Of an address that is open, and to which this page does not go on by itself. */
function liftedView(
  { host, url, ...granted }: Extract<Explanation, { kind: 'lifted' | 'lifted-stay' }>,
  reader: Reader,
): BlockedView {
  const { texts } = reader;
  const canOpen = url !== null && /^https?:/i.test(url);
  const notice = grantedText(granted, reader) ?? (canOpen ? null : texts('blocked_lifted_stay'));
  if (!canOpen)
    return plainView(texts('blocked_not_ours_title'), texts('blocked_not_restricted', host), 'lifted', notice);
  const view = plainView(texts('blocked_lifted_title'), texts('blocked_lifted', host), 'lifted', notice);
  const opening = { text: texts('blocked_open', host), address: url, about: null };
  if (granted.grantReason === undefined) return { ...view, opening };
  return { ...view, opening, whyTitle: texts('blocked_granted'), reason: granted.grantReason };
}

function grantedText(
  { grantedUntilMs }: { readonly grantedUntilMs: number | null },
  { texts, language, nowMs }: Reader,
): string | null {
  return grantedUntilMs === null ? null : texts('granted_until', dayAndTime(grantedUntilMs, nowMs, language));
}

const NOTHING = {
  interrupted: null,
  tool: null,
  opens: null,
  opensAtMs: null,
  whyTitle: '',
  reason: null,
  signIn: null,
  opening: null,
  alternatives: null,
  noAlternative: null,
  details: [],
  continuing: null,
  request: null,
  refusal: null,
  footer: null,
  copied: null,
};

function plainView(title: string, headline: string, tone: BlockedView['tone'], notice: string | null): BlockedView {
  return { ...NOTHING, title, headline, tone, notice };
}

/** What is the same wherever a rule restricts. */
export type CachedRule = Pick<BlockedView, 'tone' | 'whyTitle' | 'reason' | 'alternatives' | 'noAlternative'>;

/** What can be said before the worker has answered, where the rule has been explained before. */
export function viewFromCache(told: CachedRule, { texts }: Pick<Reader, 'texts'>): BlockedView {
  const page = pageOf(told.tone);
  return {
    ...NOTHING,
    ...told,
    title: texts(page?.title ?? 'blocked_title'),
    headline: texts(page?.generic ?? 'blocked_headline_generic'),
    notice: null,
  };
}

function restrictedView(explanation: Restricted, reader: Reader): BlockedView {
  const { texts, language, nowMs } = reader;
  const { policy, host, alternatives, action, untilMs, refusal } = explanation;
  const name = explanation.toolName ?? host;
  const { page, tone } = rowOf(action);
  return {
    title: `${name} – ${texts(page?.title ?? 'blocked_title')}`,
    headline: headlineOf(explanation, name, texts),
    tool: toolLine(explanation, texts),
    opens: untilMs === null ? null : texts('blocked_opens', dayAndTime(untilMs, nowMs, language)),
    opensAtMs: untilMs,
    notice: explanation.notice,
    interrupted: explanation.interrupted ? texts('blocked_interrupted') : null,
    whyTitle: texts(page?.why ?? 'blocked_why'),
    reason: explanation.reason ?? reasonWithout(explanation, texts),
    signIn: signInOf(explanation, name, texts),
    opening: null,
    alternatives:
      policy.source === 'initial'
        ? null
        : alternatives.map(({ name: text, home: address, about, withAccount }) => {
            return { text, address, about, account: withAccount ? accountName(policy.organisation, texts) : null };
          }),
    noAlternative:
      alternatives.length > 0 || page?.saysNoAlternative !== true ? null : noAlternative(policy.contact, texts),
    details: detailsOf(explanation, reader),
    continuing: explanation.warning === null ? null : continuingOf(explanation.warning, reader),
    // Who can continue has access: there is nothing to ask for.
    request: explanation.warning === null && refusal === undefined ? requestView(explanation, reader) : null,
    // Nor was anything declined that holds now.
    refusal:
      refusal === undefined || explanation.warning !== null
        ? null
        : {
            reason: refusal.reason,
            until: texts('blocked_refused_until', dayAndTime(refusal.untilMs, nowMs, language)),
          },
    footer: footerOf(policy, reader),
    copied: detailsForSupport(explanation, reader),
    tone,
  };
}

function headlineOf({ policy, action }: Restricted, name: string, texts: Texts): string {
  const { page } = rowOf(action);
  if (policy.organisation === null) return texts(page?.generic ?? 'blocked_headline_generic');
  return texts(page?.headline ?? 'blocked_headline', name, policy.organisation);
}

/** "AI assistant · OpenAI · for writing and thinking" */
function toolLine({ category, vendor, toolAbout }: Restricted, texts: Texts): string | null {
  if (category === null || vendor === null) return null;
  return [categoryName(category, texts), vendor, toolAbout].filter((part) => part !== null && part !== '').join(' · ');
}

function reasonWithout({ policy: { source, organisation }, action }: Restricted, texts: Texts): string {
  if (source === 'initial' || organisation === null) return texts('blocked_reason_initial');
  return texts(rowOf(action).page?.noReason ?? 'blocked_reason_none', organisation);
}

function signInOf({ signIn }: Restricted, name: string, texts: Texts): Link | null {
  return signIn === null ? null : { text: texts('blocked_sign_in', name), address: signIn, about: null };
}
