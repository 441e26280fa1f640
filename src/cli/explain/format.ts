/** What `gatepost explain` prints: the decision, the rules above it, what the browser does, what the employee reads. */
import { isLocal } from '../../policy/justification.js';
import type { TracedRule, Decision } from '../../authoring/trace.js';
import type { AppliedRule } from './browser-effect.js';
import type { Explained, ExplainedDecision, Reading } from './explain.js';
import type { GuardEffect } from './guard-effect.js';
import { asText, type Paint } from '../lib/terminal.js';

/** A block of lines an address. */
export function renderExplained(answers: readonly Explained[], paint: Paint): string {
  return asText(answers.flatMap((answer) => blockOf(answer, paint)));
}

function blockOf({ url, decision, rules, browser, reads }: Explained, paint: Paint): string[] {
  const headers = browser.headers.map(({ name, value }) => `sends ${name}: ${value}`);
  const does = [...firstOfEachKind(browser.rules).map(formatApplied), ...formatGuard(browser.guard), ...headers];
  return [
    paint('bold', url),
    `  ${paint(decision?.restricts === true ? 'red' : 'green', formatDecision(decision))}`,
    ...section('rules', formatTrace(rules)),
    ...section('browser', does.length === 0 ? ['allows it: there is no browser rule and no page guard for it'] : does),
    ...section('page', reads === null ? [] : formatReading(reads)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  // Texts of a policy may have lines of their own.
  const all = lines.flatMap((line) => line.split(/\r?\n/));
  return all.map((line, index) => `  ${(index === 0 ? title : '').padEnd(8)} ${line}`);
}

function formatDecision(decision: ExplainedDecision | null): string {
  if (decision === null) return 'open: no rule matches for this browser at this time';
  const { rule, action, tool, restricts, until } = decision;
  const effect = restricts ? 'restricted' : 'open';
  const parts = [`rule ${rule} (${action})`, tool === null ? 'no tool of the policy' : `tool ${tool}`];
  return `${effect}: ${[...parts, ...(until === null ? [] : [`until ${until}`])].join(', ')}`;
}

const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  decides: 'decides, by',
  later: 'matches too, but an earlier rule decides; it names',
  'other-audience': 'is for another audience; it names',
  'later-stage': 'does not apply to this browser yet; it names',
  'closed-window': 'does not apply at this time; it names',
  excepted: 'does not match: it excepts',
  elsewhere: 'does not match: none of its sites covers this URL',
};

/** The rules down to the one that decides; all of them when none does. Runs of rules about other places share a line. */
export function formatTrace(rules: readonly TracedRule[]): string[] {
  const last = rules.findIndex(({ decision }) => decision === 'decides');
  const asked = last === -1 ? rules : rules.slice(0, last + 1);
  const lines: { text: string; elsewhere: string[] }[] = [];
  for (const { rule, decision, site, rollout } of asked) {
    const previous = lines.at(-1);
    if (decision === 'elsewhere' && previous !== undefined && previous.elsewhere.length > 0)
      previous.elsewhere.push(rule);
    else if (decision === 'elsewhere') lines.push({ text: '', elsewhere: [rule] });
    else
      lines.push({
        text: `${rule} ${DECISION_WORDS[decision]} ${site ?? 'several sites'}${formatStage(rollout)}`,
        elsewhere: [],
      });
  }
  return lines.map(({ text, elsewhere }) => (elsewhere.length === 0 ? text : formatElsewhere(elsewhere)));
}

function formatStage(rollout: TracedRule['rollout']): string {
  if (rollout === undefined) return '';
  if (rollout.isIn) return ` (rollout ${rollout.id})`;
  return ` (rollout ${rollout.id}, ${rollout.joinsAt === null ? 'when it is advanced' : `from ${rollout.joinsAt}`})`;
}

const SHOWN_RULES = 5;

function formatElsewhere(rules: readonly string[]): string {
  if (rules.length === 1) return `${rules[0] ?? ''} ${DECISION_WORDS.elsewhere}`;
  const more = rules.length - SHOWN_RULES;
  const names = rules.slice(0, SHOWN_RULES).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `${names} do not match: none of their sites covers this URL`;
}

/** Below the first of its kind, a rule does nothing. */
function firstOfEachKind(rules: readonly AppliedRule[]): AppliedRule[] {
  const opening = rules.findIndex(({ does }) => does === 'opens');
  const counting = opening === 0 ? rules.slice(0, 1) : rules.filter((_, index) => opening === -1 || index < opening);
  const seen = new Set<string>();
  return counting.filter(({ does }) => !seen.has(does) && seen.add(does));
}

function formatApplied({ id, priority, does, for: what }: AppliedRule): string {
  const verb = { explains: 'shows the block page for', blocks: 'stops', opens: 'opens' }[does];
  return `${verb} ${what} (browser rule ${id}, priority ${priority})`;
}

function formatGuard(guard: GuardEffect | null): string[] {
  if (guard === null) return [];
  if (guard.kind === 'static')
    return ['page guard: stops the page itself, where the browser shows it without a request'];
  const here = guard.stops ? 'stops the page at this one' : 'lets this one be';
  return [`page guard: checks each address of this host, also inside the page, and ${here}`];
}

function formatJustification({ justification, justificationLength }: NonNullable<Reading['mayContinue']>): string {
  const length = justificationLength === undefined ? '' : ` of ${justificationLength} visible characters or more`;
  return `${justification}${length}${isLocal(justification) ? ', which is not sent' : ''}`;
}

function formatReading({ tool, reason, notice, alternatives, ask, since, mayContinue }: Reading): string[] {
  const named = alternatives.map(({ name, home }) => (home === null ? name : `${name} (${home})`));
  return [
    ...(notice === null ? [] : [`notice:  ${notice}`]),
    `reason:  ${reason ?? 'none'}`,
    `instead: ${named.length === 0 ? 'none' : named.join(', ')}`,
    `ask:     ${ask.length === 0 ? 'none' : ask.join(', ')}`,
    `since:   ${since}${tool === null ? '' : ` (${tool})`}`,
    ...(mayContinue === null
      ? []
      : [`can continue for ${mayContinue.minutes} minutes, justification ${formatJustification(mayContinue)}`]),
  ];
}
