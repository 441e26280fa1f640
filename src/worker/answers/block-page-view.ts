/** Everything that the block page shows of one restricted address. */
import { mayContinue, rowOf, sendsHeaders } from '../../policy/actions.js';
import { isLocal } from '../../policy/justification.js';
import type { Explanation } from '../../protocol/answers.js';
import { decider, type Decision } from '../../policy/decide.js';
import { textInReach } from '../../policy/localised-text.js';
import { fillRequest } from '../../policy/request-link.js';
import { readableLink } from '../../policy/schema.js';
import { shownLine, shownText } from '../../policy/shown-text.js';
import { requestedAtMs } from '../state/access-requests.js';
import type { State } from '../state/load-state.js';
import { alternativesOf } from './alternatives.js';
import type { InForce } from '../state/policy-state.js';
import { requestAnswerFor } from './request-answer.js';
import { restrictedUntil } from './restriction-end.js';
import { policyView, textFor } from './views.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

interface Asked {
  readonly host: string;
  readonly url: string;
  readonly languages: readonly string[];
}

export async function restrictedView(
  state: State,
  inForce: InForce,
  decision: Decision,
  { host, url, languages }: Asked,
): Promise<Omit<Restricted, 'interrupted'>> {
  const { policy } = inForce.effective;
  const { rule, obfuscated } = decision;
  const { supportId } = state.installation;
  return {
    kind: 'restricted',
    host,
    url,
    ...aboutTool(decision, languages),
    action: actionOf(decision),
    ruleId: rule.id,
    reason: textFor(policy, rule.reason, languages),
    notice: textFor(policy, policy.notice, languages),
    since: rule.since,
    untilMs: await restrictedUntil(state, inForce, url, decision),
    signIn: signInOf(inForce, decision),
    request: requestLink(inForce, decision, host, supportId),
    requestedAtMs: requestedAtMs(state.session.accessRequests ?? [], decision),
    ...refusalOf(state, inForce, decision, { host, languages }),
    supportId,
    alternatives: alternativesOf(inForce.effective, state.bypasses, rule, languages),
    warning: mayContinue(rule.action) && !obfuscated ? warningOf(state, rule) : null,
    policy: policyView(inForce, languages),
  };
}

function refusalOf(
  state: State,
  inForce: InForce,
  decision: Decision,
  asked: Omit<Asked, 'url'>,
): Pick<Restricted, 'refusal'> {
  const said = requestAnswerFor(state, inForce, decision, asked);
  return said?.answer === 'refused' ? { refusal: { reason: said.reason, untilMs: said.untilMs } } : {};
}

function warningOf({ managed: { configuration } }: State, { warn }: Decision['rule']): Restricted['warning'] {
  if (warn === undefined) return null;
  const { justification, ...terms } = warn;
  const isSent = configuration?.events != null && !isLocal(justification);
  const named = configuration?.identity == null ? 'administrators' : 'administrators-named';
  return {
    ...terms,
    justification: justification === 'local' ? 'required' : justification,
    readers: isSent ? named : 'nobody',
  };
}

/** A warning that no bypass can answer is a block. */
function actionOf({ rule, obfuscated }: Decision): Restricted['action'] {
  return obfuscated ? rowOf(rule.action).withoutContinuing : rule.action;
}

function aboutTool({ tool }: Decision, languages: readonly string[]) {
  // The catalogue describes many tools in English only: beside texts in the reader's language that would disturb.
  const about = textInReach(tool?.about, languages.slice(0, 1));
  return {
    toolName: tool === null ? null : shownLine(tool.name),
    vendor: tool === null ? null : shownLine(tool.vendor),
    category: tool?.category ?? null,
    toolAbout: about === undefined ? null : shownText(about),
  };
}

function requestLink({ effective }: InForce, decision: Decision, host: string, supportId: string): string | null {
  const { request } = effective.policy.organisation;
  if (request === undefined) return null;
  return fillRequest(request, {
    tool: shownLine(decision.tool?.name ?? host),
    rule: decision.rule.id,
    revision: String(effective.policy.revision),
    support: supportId,
  });
}

/** The tool's own page, where one signs in, unless that very page is restricted too. */
function signInOf({ effective }: InForce, { rule, tool }: Decision): string | null {
  const home = readableLink(tool?.home);
  if (!sendsHeaders(rule.action) || home === null) return null;
  return decider(effective)(home)?.restricts === true ? null : home;
}
