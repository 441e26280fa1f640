/**
 * Installs rules past those that the browser refuses. It takes all rules of a call or none, so one that it cannot read (a
 * pattern too large for it, a domain or header that only other browsers know) would take every other one with it.
 */
import type { DnrRule } from '../../dnr/compile-rules.js';
import { METADATA_RULE_ID } from '../../dnr/rule-ids.js';
import type { Ports } from '../ports.js';

/** More than that are not refused for what each of them says: then nothing is installed, and the failure is reported. */
const MAX_REFUSED = 20;
/** Below every limit that a browser sets for the rules of one kind. */
const PROBED_AT_ONCE = 500;

/** It says nothing that a browser could fail to read: one that refuses it refuses whatever it is given. */
const isMetadata = ({ id }: DnrRule): boolean => id === METADATA_RULE_ID;

/**
 * @param install hands the rules to the browser, in one call
 * @returns the rules that the browser refused, and that are not installed
 * @throws what the browser says where no rule of its own is the reason: what was installed before stays
 */
export async function installTaken(
  rules: Ports['rules'],
  wanted: readonly DnrRule[],
  install: (taken: readonly DnrRule[]) => Promise<void>,
): Promise<readonly DnrRule[]> {
  try {
    await install(wanted);
    return [];
  } catch (error) {
    const refused = new Set<DnrRule>();
    for (let at = 0; at < wanted.length && refused.size <= MAX_REFUSED; at += PROBED_AT_ONCE) {
      await findRefused(rules, wanted.slice(at, at + PROBED_AT_ONCE), refused);
    }
    if (refused.size === 0 || refused.size > MAX_REFUSED || [...refused].some(isMetadata)) throw error;
    await install(wanted.filter((rule) => !refused.has(rule)));
    return [...refused];
  }
}

/** By halves: Firefox does not name the rule that it refuses. */
async function findRefused(rules: Ports['rules'], among: readonly DnrRule[], refused: Set<DnrRule>): Promise<void> {
  if (refused.size > MAX_REFUSED || (await rules.takes(among))) return;
  const [only] = among;
  if (among.length === 1 && only !== undefined) {
    refused.add(only);
    return;
  }
  const middle = Math.ceil(among.length / 2);
  await findRefused(rules, among.slice(0, middle), refused);
  await findRefused(rules, among.slice(middle), refused);
}
