/** Compares when and for whom two rules apply, as far as the policy alone tells. */
import type { SourceRule } from '../source.js';
import { momentOf } from '../../policy/window.js';

type Audience = NonNullable<SourceRule['audience']>;
type Window = NonNullable<SourceRule['window']>;

/** True when the first rule surely applies wherever and whenever the second does. */
export function appliesWhenever(first: SourceRule, second: SourceRule): boolean {
  return audienceCovers(first, second) && windowCovers(first.window, second.window);
}

function audienceCovers(outer: SourceRule, inner: SourceRule): boolean {
  const { percent } = outer.audience ?? {};
  const lists = (['groups', 'rings', 'browsers'] as const).every((key) => {
    const wide = outer.audience?.[key];
    const narrow = inner.audience?.[key];
    return wide === undefined || (narrow?.every((name) => folded(wide).has(fold(name))) ?? false);
  });
  if (percent === undefined || percent === 100) return lists;
  const narrow = inner.audience?.percent;
  return lists && narrow !== undefined && narrow <= percent && rolloutOf(outer) === rolloutOf(inner);
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();
const folded = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(fold));
const rolloutOf = ({ id, audience }: SourceRule): string => audience?.rollout ?? id;

function windowCovers(outer: Window | undefined, inner: Window | undefined): boolean {
  if (outer === undefined) return true;
  const [wide, narrow] = [spanOf(outer), spanOf(inner)];
  const weekly =
    outer.weekly === undefined ||
    (outer.timeZone === inner?.timeZone && JSON.stringify(outer.weekly) === JSON.stringify(inner?.weekly));
  return weekly && wide.fromMs <= narrow.fromMs && narrow.untilMs <= wide.untilMs;
}

/** True when no browser can be under both rules at once: they name other rings, or their windows do not meet. */
export function neverTogether(one: SourceRule, other: SourceRule): boolean {
  return ringsApart(one.audience, other.audience) || spansApart(one.window, other.window);
}

/** A browser has one ring at most. */
function ringsApart(one: Audience | undefined, other: Audience | undefined): boolean {
  if (one?.rings === undefined || other?.rings === undefined) return false;
  const rings = folded(one.rings);
  return !other.rings.some((name) => rings.has(fold(name)));
}

function spansApart(one: Window | undefined, other: Window | undefined): boolean {
  const [first, second] = [spanOf(one), spanOf(other)];
  return first.untilMs <= second.fromMs || second.untilMs <= first.fromMs;
}

/** From the window's beginning to just before its end, in milliseconds since the epoch; weekly hours aside. */
export function spanOf(window: Window | undefined): { fromMs: number; untilMs: number } {
  return {
    fromMs: window?.from === undefined ? -Infinity : momentOf(window.from, window.timeZone),
    untilMs: window?.until === undefined ? Infinity : momentOf(window.until, window.timeZone),
  };
}
