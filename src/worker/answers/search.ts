/** Answers "May I use…?": which tools of the policy are meant, and what it says of them; of an address, its own decision. */
import { foldText } from '../../protocol/fold-text.js';
import type { Search } from '../../protocol/overview.js';
import type { ToolDecision } from '../../protocol/views.js';
import { ACTION_NAMES, rowOf } from '../../policy/actions.js';
import { decider } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { shownLine } from '../../policy/shown-text.js';
import { parseAddress } from '../../policy/site.js';
import { usableTools } from './alternatives.js';
import type { State } from '../state/load-state.js';
import { toolDecisions, decisionKindOf } from './tool-decisions.js';
import { textFor } from './views.js';

const MAX_FOUND = 50;

interface Asked {
  /** A tool's name, its vendor, its category, or an address; a blank one finds nothing. */
  readonly query: string;
  /** Those that the query means in the reader's language. */
  readonly categories?: readonly string[] | undefined;
  readonly languages: readonly string[];
}

export function searchPolicy({ policyState }: State, { query, categories = [], languages }: Asked): Search {
  const wanted = foldText(query);
  if (policyState.kind !== 'in-force' || wanted === '') return { tools: [], address: null };
  const { effective } = policyState;
  const address = decideAddress(effective, query.trim(), languages);
  const found = toolDecisions(effective, languages)
    .map((tool) => {
      const rank = rankOf(tool, wanted, categories) + (tool.name === address?.toolName ? 4 : 0);
      return { tool, rank, order: orderOf(tool) };
    })
    .filter(({ rank }) => rank > 0)
    .sort(
      (one, other) => one.order - other.order || other.rank - one.rank || one.tool.name.localeCompare(other.tool.name),
    );
  return { tools: found.slice(0, MAX_FOUND).map(({ tool }) => tool), address };
}

/** 0: not meant. */
function rankOf({ name, vendor, category }: ToolDecision, wanted: string, categories: readonly string[]): number {
  const folded = foldText(name);
  if (folded === wanted) return 4;
  if (folded.startsWith(wanted)) return 3;
  if (folded.includes(wanted)) return 2;
  return foldText(vendor).includes(wanted) || category === wanted || categories.includes(category) ? 1 : 0;
}

/** Approved tools come first, then those for company accounts: whoever searches looks for one to use. */
function orderOf({ decision }: ToolDecision): number {
  const row = ACTION_NAMES.map(rowOf).find((each) => each.decision === decision);
  return row?.approves === true ? row.weight : NOT_APPROVED;
}

/** After every weight. */
const NOT_APPROVED = 10;

/** Null when what was asked about is no address. */
function decideAddress(effective: EffectivePolicy, query: string, languages: readonly string[]): Search['address'] {
  const isAddress = /^(https?:\/\/)?[^\s/?#]+\.[^\s/?#.]{2,}([/?#].*)?$/i.test(query);
  const url = /^https?:\/\//i.test(query) ? query : `https://${query}`;
  const host = isAddress ? parseAddress(url)?.host : undefined;
  if (host === undefined) return null;
  const decision = decider(effective)(url);
  return {
    host,
    decision: decisionKindOf(decision),
    toolName: decision?.tool == null ? null : shownLine(decision.tool.name),
    reason: textFor(effective.policy, decision?.rule.reason, languages),
    alternatives: usableTools(effective, [], decision?.rule.alternatives ?? [], languages).map(({ name }) => name),
  };
}
