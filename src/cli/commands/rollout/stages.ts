/** Reads stages as administrators write them: `ring pilot`, `25 % after 24h`, `everyone after hold`. Pure. */
import { InvalidArgumentError } from 'commander';
import { whomOf } from '../../../authoring/stage-words.js';
import { isEveryone, MAX_STAGES, type RolloutLimits, type RolloutStage } from '../../../policy/rollout.js';
import { parseDurationMs } from '../../lib/duration.js';
import { CommandError } from '../../lib/command-error.js';

const EXPECTED =
  'expected whom and when, such as "ring pilot", "25 % after 24h", "group Sales after 2d" or "everyone after hold"';

/** What stands after `after` when the stage waits for the administrator. */
const WAITS = 'hold';

/** For a flag that may be repeated. */
export function anotherStage(text: string, stages: readonly RolloutStage[]): RolloutStage[] {
  return [...stages, parseStage(text)];
}

function parseStage(text: string): RolloutStage {
  const [, whom = '', when] = /^(.+?)(?:\s+after\s+(\S+))?$/i.exec(text.trim()) ?? [];
  const audience = audienceFrom(whom);
  if (audience === null) throw new InvalidArgumentError(`${EXPECTED}.`);
  if (when === undefined) return { ...audience, afterSeconds: 0 };
  if (when.toLowerCase() === WAITS) return audience;
  const ms = parseDurationMs(when);
  if (ms === null) {
    throw new InvalidArgumentError(`after "after", expected a duration such as 24h or 3d, or ${WAITS}.`);
  }
  return { ...audience, afterSeconds: Math.round(ms / 1000) };
}

function audienceFrom(text: string): RolloutStage | null {
  if (/^everyone$/i.test(text)) return {};
  const share = /^(\d+(?:\.\d{1,2})?)\s*%(?:\s+of\s+browsers)?(?:\s+in\s+(.+))?$/i.exec(text);
  if (share !== null) {
    const percent = Number(share[1]);
    const within = share[2] === undefined ? {} : audienceFrom(share[2]);
    if (percent <= 0 || percent > 100 || within === null || within.percent !== undefined) return null;
    return { ...within, percent };
  }
  const [, kind = '', list = ''] = /^(rings?|groups?)\s+(.+)$/i.exec(text) ?? [];
  const names = list.split(',').map((name) => name.trim());
  if (kind === '' || names.some((name) => name === '' || name.length > 300)) return null;
  return kind.toLowerCase().startsWith('ring') ? { rings: names } : { groups: names };
}

/** @throws CommandError when they are no rollout together: each reaches more, and the last one everyone */
export function ensureStages(stages: readonly RolloutStage[]): void {
  const last = stages.at(-1);
  if (last === undefined)
    throw new CommandError('a rollout needs stages: --stage "ring pilot" --stage "everyone after 24h"');
  if (stages.length > MAX_STAGES) throw new CommandError(`a rollout has ${MAX_STAGES} stages at most`);
  if (!isEveryone(last))
    throw new CommandError(`the last stage is "${whomOf(last)}": expected "everyone", after a duration or ${WAITS}`);
  let share = 0;
  for (const [index, stage] of stages.entries()) {
    const what = `stage ${index + 1} (${whomOf(stage)})`;
    const { afterSeconds, percent, groups, rings } = stage;
    if (index === 0 && afterSeconds === undefined)
      throw new CommandError(`${what} waits: expected a first stage that begins`);
    if (index > 0 && afterSeconds === 0)
      throw new CommandError(`${what} has no time: add "after 24h", or "after ${WAITS}"`);
    if (stage !== last && isEveryone(stage)) throw new CommandError(`${what} is not the last: nobody would follow`);
    if (percent === undefined || groups !== undefined || rings !== undefined) continue;
    if (percent <= share) throw new CommandError(`${what} reaches nobody new: expected more than ${share} %`);
    share = percent;
  }
}

/** `requests=20`; for a flag that may be repeated. */
export function anotherLimit(text: string, limits: RolloutLimits): RolloutLimits {
  const [, name, count] = /^(requests|continued|problems)=(\d{1,6})$/.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError('expected requests=<number>, continued=<number> or problems=<number>.');
  }
  return { ...limits, [name]: Number(count) };
}
