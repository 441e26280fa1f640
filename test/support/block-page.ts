/** A block page asks the worker about an address, in a world where "no-chatgpt" restricts it. */
import { formatBlockedAddress } from '../../src/protocol/block-page-url.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import type { World } from './memory-ports.js';
import { signed, type SigningPair } from './signing.js';
import { explain, readInstallation, syncPolicy } from './worker.js';

export const URL_BLOCKED = 'https://chatgpt.com/c/1?q=2#3';
export const FRAME = { tabId: 1, frameId: 0 };

export interface Asking {
  readonly in?: typeof FRAME;
  readonly languages?: readonly string[];
}

const pageTokenOf = async (ports: World): Promise<string> => (await readInstallation(ports)).pageToken;

export async function enforceIn(world: World, pair: SigningPair, policy: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
}

export async function askIn(world: World, url = URL_BLOCKED, { in: asking = FRAME, languages = ['en'] }: Asking = {}) {
  const fragment = formatBlockedAddress('', { pageToken: await pageTokenOf(world), ruleId: 'no-chatgpt', url });
  return explain(world, { fragment, languages, frame: asking });
}
