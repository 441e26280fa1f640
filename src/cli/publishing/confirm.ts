/** Shows what a publication changes for people before it happens, and asks on a terminal whether it should. */
import { policyDiff } from '../../authoring/policy-diff.js';
import { CommandError } from '../lib/command-error.js';
import { renderDiff } from '../lib/format-diff.js';
import type { Preview } from './publication.js';
import { paintFor } from '../lib/terminal.js';
import { ask } from '../lib/ask.js';
import { printBeside } from '../lib/print.js';

export interface ConfirmFlags {
  readonly yes: boolean;
}

/** @param nowMs milliseconds since the epoch */
export function confirmation({ yes }: ConfirmFlags, nowMs: number): (preview: Preview) => Promise<boolean> {
  return async ({ previous, policy }) => {
    const lines = renderDiff(await policyDiff(previous, policy, nowMs), paintFor(process.stderr));
    printBeside(lines);
    if (yes) return true;
    if (!process.stdin.isTTY)
      throw new CommandError('there is no terminal to prompt on: add --yes; nothing was published');
    return /^y(es)?$/i.test((await ask('Publish this? [y/N] ')) ?? 'no');
  };
}
