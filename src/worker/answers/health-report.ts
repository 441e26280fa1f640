/** The self-check as the popup and the status page show it: each thing that enforcement rests on, in order or not. */
import type { SelfCheck } from '../../protocol/overview.js';
import { HEALTH_ITEMS } from '../../protocol/health-items.js';
import { PROBLEMS } from '../../protocol/problem-codes.js';
import type { State } from '../state/load-state.js';
import type { Repairable } from '../enforce/self-check.js';
import { problemsOf } from './status.js';

type Found = Pick<SelfCheck, 'ok' | 'detail'>;

/** What the browser itself answers. */
export interface Answered {
  readonly isPollAlarmSet: boolean;
  /** Whether the extension may run in private windows. */
  readonly hasIncognitoAccess: boolean;
}

export function selfCheckView(state: State, answered: Answered): SelfCheck[] {
  const problems = problemsOf(state).map(({ code }) => code);
  const found = foundIn(state, answered);
  return HEALTH_ITEMS.flatMap((code) => {
    if (found[code] === null) return [];
    const broken = problems.filter((problem) => PROBLEMS[problem].item === code);
    if (broken.length > 0) return { code, ok: false, detail: broken.join(', ') };
    return { code, ok: true, detail: '', ...found[code] };
  });
}

/** What no problem says: what was repaired when, and what the browser itself answers. Null: it does not apply here. */
function foundIn(
  { managed: { configuration }, records, hasHostAccess }: State,
  { isPollAlarmSet: isSet, hasIncognitoAccess: isLetIn }: Answered,
): Readonly<Record<string, Found | null>> {
  const isConfigured = configuration !== null;
  const { repairedAtMs = {} } = records.selfCheck ?? {};
  const repaired = (part: Repairable) => {
    const atMs = repairedAtMs[part];
    return atMs === undefined ? [] : [`repaired ${new Date(atMs).toISOString()}`];
  };
  const { unguarded = 0, unobserved = 0 } = records.guards ?? {};
  const short = [
    ...(unguarded === 0 ? [] : [`${unguarded} hosts have no guard`]),
    ...(unobserved === 0 ? [] : [`${unobserved} patterns are not counted`]),
  ];
  return {
    // Without a configuration nothing is a problem, and no policy is active either.
    configuration: { ok: isConfigured, detail: '' },
    policy: { ok: isConfigured, detail: '' },
    rules: { ok: true, detail: repaired('rules').join() },
    guards: { ok: true, detail: [...repaired('guards'), ...short].join('; ') },
    alarms: { ok: isSet, detail: isSet ? repaired('alarms').join() : 'not set' },
    'host-access': { ok: hasHostAccess, detail: '' },
    // The browser says whether the extension may run in private windows, and not whether there can be any.
    incognito: !isLetIn && configuration?.privateWindows === 'off' ? null : { ok: isLetIn, detail: '' },
  };
}
