/** Turns parts of the policy into what pages show: texts in the reader's language, links, the policy's own data. */
import type { BrandView, PolicyView } from '../../protocol/views.js';
import { contactName } from '../../policy/contact-name.js';
import { pickText, textInReach } from '../../policy/localised-text.js';
import type { LocalisedText } from '../../policy/fields.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { readableLink, type PublishedPolicy } from '../../policy/schema.js';
import { shownLine, shownText } from '../../policy/shown-text.js';
import type { State } from '../state/load-state.js';
import type { InForce } from '../state/policy-state.js';

export function textFor(
  policy: PublishedPolicy,
  texts: LocalisedText | undefined,
  languages: readonly string[],
): string | null {
  const text = pickText(texts, languages, policy.language);
  return text === undefined ? null : shownText(text);
}

/**
 * What a tool is, in the reader's first language or in the policy's own: the catalogue describes many tools in English
 * only, and a page in German should not hold an English sentence.
 */
export function descriptionFor(
  policy: PublishedPolicy,
  about: LocalisedText | undefined,
  languages: readonly string[],
): string | null {
  const text = textInReach(about, [...languages.slice(0, 1), policy.language]);
  return text === undefined ? null : shownText(text);
}

/** @param ids tools of the policy; an id it does not have is left out */
export function toolNames(policy: PublishedPolicy, ids: readonly string[]): string[] {
  const byId = new Map(policy.tools.map(({ id, name }) => [id, shownLine(name)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export function policyView({ effective, keyId, source }: InForce, languages: readonly string[]): PolicyView {
  const { policy, mode, expired } = effective;
  const { contact } = policy.organisation;
  return {
    source,
    name: policy.name,
    revision: policy.revision,
    issuedAt: policy.issuedAt,
    expiresAt: policy.expiresAt,
    expired,
    mode,
    ...observingView(effective),
    keyId,
    contact: {
      name: contactName(policy, languages),
      email: contact?.email ?? null,
      url: readableLink(contact?.url),
    },
    ...brandOfPolicy(policy),
  };
}

/** Of a policy that has expired nothing is said here: it observes for another reason, and has a problem of its own. */
function observingView({ policy, mode, expired }: EffectivePolicy): Pick<PolicyView, 'observeUntilMs' | 'pause'> {
  const { observeUntil, pause } = policy;
  if (mode !== 'observing' || expired || observeUntil === undefined) return { observeUntilMs: null, pause: null };
  const reason = pause?.reason === undefined ? null : shownLine(pause.reason);
  return { observeUntilMs: Date.parse(observeUntil), pause: pause === undefined ? null : { reason } };
}

function brandOfPolicy({ organisation: { name, logo, colour } }: PublishedPolicy): BrandView {
  const organisation = shownLine(name) === '' ? null : shownLine(name);
  return { organisation, logo: logo ?? null, colour: colour ?? null };
}

/** Whose browser it is, as well as it is known: by the policy, else by the managed configuration. */
export function brandOf({ policyState, managed }: Pick<State, 'policyState' | 'managed'>): BrandView | undefined {
  if (policyState.kind === 'in-force') return brandOfPolicy(policyState.effective.policy);
  const organisation = managed.configuration?.organisation ?? null;
  return organisation === null ? undefined : { organisation, logo: null, colour: null };
}
