/** What has become of a request for access, by the policy as it is now. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { SourceAnswer, SourceRule } from '../../authoring/source.js';
import type { SourceText } from '../../authoring/source-fields.js';
import { momentOf } from '../../policy/window.js';
import type { AccessRequest } from './access-requests.js';
import type { ReadPolicy } from '../lib/policy-source-file.js';

export interface RequestState {
  /** `ended`: it was answered, and the time of the answer is over. */
  readonly state: 'open' | 'granted' | 'refused' | 'ended';
  /** Of the answer, in milliseconds since the epoch; null for an open request. */
  readonly untilMs: number | null;
  /** The sentence that the page shows; null when none was given. */
  readonly reason: string | null;
}

const OPEN: RequestState = { state: 'open', untilMs: null, reason: null };

/** @param nowMs milliseconds since the epoch */
export function requestState(
  { source }: Pick<ReadPolicy, 'source'>,
  request: AccessRequest,
  nowMs: number,
): RequestState {
  const answers = source.answers.filter((answer) => isTo(answer, request));
  const grant = source.rules.find((rule) => isGrantOf(rule, request));
  const refusal = answers.find(({ answer, rule }) => answer === 'refused' && rule === request.rule);
  const said = answers.find(({ answer, rule }) => answer === 'granted' && rule === grant?.id);
  const granted = grant === undefined ? [] : [stateAt('granted', grant.window?.until ?? '', said?.reason)];
  const refused = refusal === undefined ? [] : [stateAt('refused', refusal.until, refusal.reason)];
  const all = [...granted, ...refused];
  const current = all.find(({ untilMs }) => untilMs !== null && untilMs > nowMs);
  if (current !== undefined) return current;
  // Asked again after that, it is a request of its own.
  const ended = all.find(({ untilMs }) => untilMs !== null && Date.parse(request.at) <= untilMs);
  return ended === undefined ? OPEN : { ...ended, state: 'ended' };
}

function stateAt(state: 'granted' | 'refused', until: string, reason: SourceText | undefined): RequestState {
  const said = typeof reason === 'object' ? Object.values(reason)[0] : reason;
  return { state, untilMs: momentOf(until), reason: said ?? null };
}

function isTo({ browser, tool, host }: SourceAnswer, request: AccessRequest): boolean {
  return browser === request.browserId && (tool === undefined ? host === request.host : tool === request.tool);
}

/** A rule as `gatepost grant` writes it, for this browser and what it asked for. */
function isGrantOf({ action, tools, sites, audience, window }: SourceRule, request: AccessRequest): boolean {
  if (action !== 'allow' || window?.until === undefined) return false;
  if (!isDeepStrictEqual(audience?.browsers, [request.browserId])) return false;
  const isTool = request.tool !== null && isDeepStrictEqual(tools, [request.tool]);
  return isTool || (request.host !== null && isDeepStrictEqual(sites, [`=${request.host}`]));
}
