/** Says in words what a change of policy means for people: a line a change. */
import { ACTION_WORDS, sendsHeaders } from '../../policy/actions.js';
import type { Change, PolicyDiff, State } from '../../authoring/policy-diff.js';
import type { HeadChange } from '../../authoring/diff-head.js';
import { inThousands } from './numbers.js';
import type { Paint } from './terminal.js';

const SHOWN_NAMES = 3;
/** From so many tools on, one line names a few and counts the rest. */
const MANY_SUBJECTS = 6;
const MARKS = { restricts: '-', lifts: '+', neutral: '~' } as const;
const COLOURS = { restricts: 'red', lifts: 'green', neutral: 'yellow' } as const;

/** A line a change; tools to which the same happens share one: `- Claude: allowed → blocked for everyone`. */
export function renderDiff({ changes, head, audiencesLeftOut }: PolicyDiff, paint: Paint): string[] {
  const lines = shared(changes).map(({ subjects, tail, effect }) => {
    const who = subjects.length < MANY_SUBJECTS ? subjects : [few(subjects, 'tools')];
    return who.map((subject) => paint(COLOURS[effect], `${MARKS[effect]} ${subject}: ${tail}`));
  });
  const heads = head.map((change) => paint('yellow', `~ ${formatTopLevel(change)}`));
  const left =
    audiencesLeftOut === 0 ? [] : [`${audiencesLeftOut} more audiences were not compared: there are too many`];
  const all = [...lines.flat(), ...heads, ...left];
  return all.length === 0 ? ['Nothing changes for anyone.'] : all;
}

interface SharedChange {
  readonly subjects: string[];
  readonly tail: string;
  readonly effect: Change['effect'];
}

/** Changes that differ in their tool alone, joined; in the order of the first of them. */
function shared(changes: readonly Change[]): SharedChange[] {
  const joined = new Map<string, SharedChange>();
  for (const change of changes) {
    const { effect } = change;
    const tail = formatTail(change);
    const known = joined.get(`${effect} ${tail}`);
    if (known === undefined) joined.set(`${effect} ${tail}`, { subjects: [formatSubject(change)], tail, effect });
    else known.subjects.push(formatSubject(change));
  }
  return [...joined.values()];
}

function formatTail(change: Change): string {
  const { before, after, fromMs, untilMs, hours } = change;
  const parts = [
    `${formatState(before)} → ${formatState(after)} for ${formatReach(change)}`,
    ...(hours === null ? [] : [hours === 'inside' ? 'in the weekly hours' : 'outside the weekly hours']),
    ...(fromMs === null ? [] : [`from ${formatMoment(fromMs)}`]),
    ...(untilMs === null ? [] : [`until ${formatMoment(untilMs)}`]),
  ];
  if (after.rule !== null) parts.push(`(rule ${after.rule})`);
  else if (before.rule !== null) parts.push(`(rule ${before.rule} is no longer about it)`);
  return parts.join(' ');
}

function formatSubject({ kind, name, sites }: Change): string {
  if (kind === 'tool') return sites.length === 0 ? name : `${name} (${few(sites)})`;
  return few(sites);
}

function few(names: readonly string[], what = ''): string {
  const more = names.length - SHOWN_NAMES;
  const rest = more > 0 ? ` and ${inThousands(more)} more ${what}`.trimEnd() : '';
  return names.slice(0, SHOWN_NAMES).join(', ') + rest;
}

/** An account rule restricts the ways in without an account. */
function formatState({ action, restricts }: State): string {
  if (action === 'open') return 'open';
  return sendsHeaders(action) && restricts ? 'blocked (no account)' : ACTION_WORDS[action].inWords;
}

function formatReach({ reach }: Change): string {
  if (reach.kind === 'everyone') return 'everyone';
  if (reach.kind === 'only') return reach.audiences.join('; ');
  return `everyone except ${reach.audiences.join('; ')}`;
}

function formatMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function formatTopLevel({ key, before, after }: HeadChange): string {
  return `${key}: ${formatValue(before)} → ${formatValue(after)}`;
}

function formatValue(value: unknown): string {
  if (value === null) return 'none';
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
