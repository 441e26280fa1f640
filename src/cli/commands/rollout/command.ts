/** `gatepost rollout` on the command line: its flags, and what it prints. */
import { Argument, type Command } from 'commander';
import { isComplete, type RolloutLimits, type RolloutStage } from '../../../policy/rollout.js';
import type { Rollout } from '../../../policy/schema.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { another, parseDuration } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';
import { parseReason } from '../../lib/reason.js';
import { confirmation } from '../../publishing/confirm.js';
import { renderRollouts } from '../../publishing/format-rollout.js';
import { printPublished } from '../../publishing/print-published.js';
import { addPublicationOptions, publicationOptions } from '../../publishing/publication-options.js';
import { addPublishFlags, publishAndPrint, type PublishFlags } from '../../publishing/publish-flags.js';
import { beyond, countEvents } from './check.js';
import { readPublished, rolloutIn, steer, type Step } from './run.js';
import { anotherLimit, anotherStage, ensureStages } from './stages.js';

const ACTIONS = ['start', 'status', 'extend', 'advance', 'hold', 'finish', 'stop', 'check'] as const;
type Action = (typeof ACTIONS)[number];

interface RolloutFlags extends PublishFlags {
  readonly stage: RolloutStage[];
  readonly rule: string[];
  readonly stopAt: RolloutLimits;
  readonly by?: number;
  readonly reason?: string;
  readonly events: string[];
  readonly yes: boolean;
}

/** Beside the flags of every action: where to, who signs, JSON. */
const OWN_FLAGS: Readonly<Record<Exclude<Action, 'start'>, readonly string[]>> = {
  status: [],
  extend: ['by', 'yes'],
  advance: ['yes'],
  hold: ['reason', 'yes'],
  finish: ['yes'],
  stop: ['reason', 'yes'],
  check: ['events'],
};
const NOT_AT_START = ['by', 'reason', 'events', 'yes'];
const OF_EVERY_ACTION = ['dir', 'key', 'detachedSign', 'publicKey', 'json'];

export function addRollout(program: Command): void {
  const command = program
    .command('rollout')
    .description('Apply rules of a policy to more and more people, in stages that you steer.')
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[name]', 'name of the rollout')
    .argument('[policy]', 'for start: the policy file, policy.yaml');
  addPublishFlags(addPublicationOptions(command))
    .option('--stage <whom>', 'start: a stage, such as "25 % after 24h"; repeatable, in sequence', anotherStage, [])
    .option('--rule <id>', 'start: rule to roll out; repeatable; default: those that newly restrict', another, [])
    .option('--stop-at <limit>', 'start: for check, such as requests=20; repeatable', anotherLimit, {})
    .option('--by <duration>', 'extend: how much later, such as 3d', parseDuration)
    .option('--reason <text>', 'hold, stop: reason; readable by anyone who fetches the policy', parseReason)
    .option('--events <files...>', 'check: event files or folders', ['events'])
    .option('-y, --yes', 'publish without confirmation', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(
  action: Action,
  name: string | undefined,
  policyFile: string | undefined,
  flags: RolloutFlags,
  command: Command,
): Promise<void> {
  ensureFlags(action, command);
  if (policyFile !== undefined && action !== 'start') throw new CommandError(`${action} takes no policy file`);
  if (action === 'status') return printStatus(name, flags);
  if (name === undefined) throw new CommandError(`give the name of the rollout: gatepost rollout ${action} <name>`);
  if (action === 'check') return check(name, flags);
  if (action !== 'start') return steerAndPrint(name, stepOf(action, flags), flags);
  if (policyFile === undefined)
    throw new CommandError('give the policy file: gatepost rollout start <name> policy.yaml');
  const { stage: stages, rule: rules, stopAt } = flags;
  ensureStages(stages);
  const limits = Object.keys(stopAt).length === 0 ? undefined : stopAt;
  return publishAndPrint(policyFile, flags, { id: name, stages, rules, limits });
}

/** A flag of another action would be ignored, and nobody would notice. */
function ensureFlags(action: Action, command: Command): void {
  const isFitting = (name: string) =>
    OF_EVERY_ACTION.includes(name) ||
    (action === 'start' ? !NOT_AT_START.includes(name) : OWN_FLAGS[action].includes(name));
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli' && !isFitting(name)) {
      throw new CommandError(`${option.long ?? name} has no meaning with ${action}`);
    }
  }
}

function stepOf(action: Step['step'], { by, reason }: RolloutFlags): Step {
  if (action === 'hold' || action === 'stop') return { step: action, reason };
  if (action === 'advance' || action === 'finish') return { step: action };
  if (by === undefined) throw new CommandError('give --by <duration>, such as --by 3d');
  return { step: 'extend', byMs: by };
}

async function steerAndPrint(name: string, step: Step, { yes, json, ...flags }: RolloutFlags): Promise<void> {
  const options = publicationOptions(flags);
  const done = await steer(name, step, { ...options, confirm: confirmation({ yes }, options.nowMs) });
  if (json) printJson(done);
  else printPublished(done, options.nowMs);
}

async function printStatus(name: string | undefined, { dir, json }: RolloutFlags): Promise<void> {
  const nowMs = Date.now();
  const policy = await readPublished(dir, nowMs);
  const rollouts = name === undefined ? (policy.rollouts ?? []) : [rolloutIn(policy, name)];
  if (json) printJson(rollouts);
  else if (rollouts.length === 0)
    print(`No rollout: revision ${policy.revision} applies its rules to everyone they name.`);
  else print(renderRollouts({ rollouts }, nowMs));
}

async function check(name: string, { events, json, ...flags }: RolloutFlags): Promise<void> {
  const options = publicationOptions(flags);
  const rollout = rolloutIn(await readPublished(flags.dir, options.nowMs), name);
  const { limits, state } = rollout;
  if (limits === undefined)
    throw new CommandError(`rollout ${name} has no limits: start it with --stop-at requests=20`);
  const counted = await countEvents(rollout, events);
  const found = beyond(limits, counted);
  const isUnderway = state !== 'stopped' && !isComplete(rollout, options.nowMs);
  const done =
    found.length > 0 && isUnderway ? await steer(name, { step: 'stop', reason: found.join('; ') }, options) : null;
  if (json) printJson({ counted, beyond: found, published: done });
  else {
    const { requests, continued, problems } = counted;
    print(
      `Since ${rollout.startedAt}: ${requests} requests, ${continued} continued, ${problems} browsers with problems.`,
    );
    if (done === null) print(found.length === 0 ? 'Within the limits.' : `${found.join('; ')}. ${notStopped(rollout)}`);
    else printPublished(done, options.nowMs, `Stopped rollout ${name}: ${found.join('; ')}.`);
  }
  if (found.length > 0) process.exitCode = EXIT.refused;
}

function notStopped({ id, state }: Rollout): string {
  return state === 'stopped' ? `Rollout ${id} is stopped already.` : `Rollout ${id} is complete: it is not stopped.`;
}

const EXAMPLES = `
Stages: "ring pilot", "group Sales", "25 %", "25 % in group Sales", "everyone", each with "after 24h" (after the stage
before) or "after hold" (when you advance it). The last stage is everyone.
  start    publish the policy and begin the first stage
  status   who is in now, and who follows when
  extend   move all stages ahead by the same time
  advance  begin the next stage now; continue after a hold
  hold     nobody follows until you advance
  finish   apply the rules to everyone now; ends the rollout
  stop     apply to everyone what the rules said before; start begins again
  check    for a scheduler: stop the rollout when collected events are beyond its limits

Exit codes: 0 done, 1 rejected, or beyond the limits of the rollout (check), 2 wrong usage, 3 safety limits exceeded (nothing
was published).

Examples:
  gatepost rollout start chat policy.yaml --stage "ring pilot" --stage "25 % after 24h" --stage "everyone after 3d" \\
    --key keys/policy-key.private.jwk.json --dir public
  gatepost rollout status --dir public
  gatepost rollout extend chat --by 3d --key keys/policy-key.private.jwk.json --dir public
  gatepost rollout check chat --events events --key keys/policy-key.private.jwk.json --dir public`;
