/** What a policy does at a place, in a word or two: of several audiences, each answer once. */
import { ACTION_WORDS } from '../../policy/actions.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { simulatedPairs } from '../logs/simulated-policy.js';

/** @param nowMs milliseconds since the epoch */
export async function policyWords(
  policy: AcceptedPolicy,
  nowMs: number,
): Promise<(place: string) => readonly string[]> {
  const pairs = await simulatedPairs(policy, null, null, [nowMs]);
  return (place) => {
    const answers = pairs.map(({ policy: decide }) => decide(`https://${place}`)?.rule.action ?? 'open');
    return [...new Set(answers)].map((action) => (action === 'open' ? action : ACTION_WORDS[action].inWords));
  };
}
