/** A browser whose block page, popup and status page are asked what they show, under policies that a test publishes. */
import { formatBlockedAddress } from '../../src/protocol/block-page-url.js';
import { explanationSchema, statusSchema } from '../../src/protocol/answers.js';
import type { Request } from '../../src/protocol/requests.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import { createEngine } from '../../src/worker/engine.js';
import { aWorld, managedBy } from './memory-ports.js';
import { aPolicy } from './policies.js';
import { aKeyPair, signed } from './signing.js';
import { readInstallation } from './worker.js';

const URL_RESTRICTED = 'https://chatgpt.com/c/42?q=secret';

export type Asked = Pick<Request, 'kind'> & Readonly<Record<string, unknown>>;

/** @param managed beside what every managed browser has */
export async function askedPages(managed: object = {}) {
  const pair = await aKeyPair();
  const world = aWorld({ ...managedBy(pair), ...managed });
  const engine = createEngine(world);

  async function enforce(policy: Partial<PublishedPolicy>): Promise<void> {
    world.host.publish(await signed(pair, aPolicy(policy)));
    await engine.wake();
  }

  async function ask(request: Asked, { frameId = 0, url = URL_RESTRICTED } = {}) {
    const { pageToken } = await readInstallation(world);
    const fragment = formatBlockedAddress('', { pageToken, ruleId: 'no-chatgpt', url });
    const answer = await engine.answer({ fragment, languages: ['en'], url, ...request }, { tabId: 7, frameId });
    return answer as unknown;
  }

  async function act(request: Asked, where: { frameId?: number } = {}) {
    await ask({ kind: 'explain' }, where);
    return ask(request, where);
  }

  async function explain() {
    const answer = explanationSchema.parse(await ask({ kind: 'explain' }));
    if (answer.kind !== 'restricted') throw new Error(`expected a restriction, got ${answer.kind}`);
    return answer;
  }

  const status = async (request: Asked = { kind: 'status' }) => statusSchema.parse(await ask(request));
  return { world, engine, enforce, ask, act, explain, status };
}
