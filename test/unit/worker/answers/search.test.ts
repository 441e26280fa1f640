import { beforeEach, describe, expect, test } from '@jest/globals';
import { searchSchema } from '../../../../src/protocol/overview.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, aTool, copilot } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { searchPolicy, syncPolicy } from '../../../support/worker.js';

let world: World;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  const policy = aPolicy({
    tools: [
      aTool(),
      copilot,
      aTool({
        id: 'chat-pdf',
        name: 'ChatPDF',
        vendor: 'Éditions Zoë',
        category: 'data',
        sites: ['chatpdf.example/app'],
      }),
      aTool({ id: 'sidebar', name: 'Sidebar', vendor: 'Browser', category: 'browser', sites: [] }),
      aTool({ id: 'idle', name: 'Idle', vendor: 'Nobody', sites: ['idle.example'] }),
    ],
    rules: [
      aRule({ id: 'approved', action: 'allow', tools: ['copilot'], alternatives: [] }),
      aRule(),
      aRule({ id: 'built-in', tools: ['sidebar'], action: 'block' }),
      aRule({ id: 'built-in-later', tools: ['sidebar'], action: 'allow', alternatives: [] }),
      aRule({ id: 'care', action: 'warn', tools: ['chat-pdf'] }),
    ],
  });
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
});

async function search(query: string, categories: string[] = []) {
  const answer = await searchPolicy(world, query, ['en'], categories);
  expect(searchSchema.parse(answer)).toEqual(answer);
  return answer;
}

describe('a tool is found', () => {
  test.each([
    ['chatgpt', ['ChatGPT restricted']],
    ['  ChatGPT ', ['ChatGPT restricted']],
    ['chat', ['ChatGPT restricted', 'ChatPDF warned']],
    ['pdf', ['ChatPDF warned']],
    ['microsoft', ['Copilot approved']],
    ['editions zoe', ['ChatPDF warned']],
    ['data', ['ChatPDF warned']],
    ['idle', ['Idle ungoverned']],
    // It has no site: the first rule that names it decides.
    ['sidebar', ['Sidebar restricted']],
    ['midjourney', []],
    ['', []],
    ['   ', []],
  ])('by %j', async (query, found) => {
    expect((await search(query)).tools.map(({ name, decision }) => `${name} ${decision}`)).toEqual(found);
  });

  test('by a category that the reader’s own word means', async () => {
    expect((await search('tableaux', ['data'])).tools.map(({ name }) => name)).toEqual(['ChatPDF']);
  });

  test('after the approved ones, however well they are meant', async () => {
    expect((await search('c')).tools.map(({ name }) => name)).toEqual(['Copilot', 'ChatGPT', 'ChatPDF']);
  });

  test('with the reason and what to use instead', async () => {
    expect((await search('chatgpt')).tools[0]).toMatchObject({
      reason: 'It may keep what you paste',
      alternatives: ['Copilot'],
      ruleId: 'no-chatgpt',
    });
  });
});

describe('an address is decided itself', () => {
  test.each([
    ['chatgpt.com', 'chatgpt.com', 'restricted', 'ChatGPT'],
    ['https://www.chatgpt.com/c/1?q=x', 'www.chatgpt.com', 'restricted', 'ChatGPT'],
    ['bing.com/chat', 'bing.com', 'approved', 'Copilot'],
    ['bing.com', 'bing.com', 'ungoverned', null],
    ['chatpdf.example', 'chatpdf.example', 'ungoverned', null],
    ['chatpdf.example/app/1', 'chatpdf.example', 'warned', 'ChatPDF'],
  ])('%s', async (query, host, decision, toolName) => {
    expect((await search(query)).address).toMatchObject({ host, decision, toolName });
  });

  test.each(['chatgpt', 'a b.c', 'javascript:alert(1)', 'https://', '..'])('%j is none', async (query) => {
    expect((await search(query)).address).toBeNull();
  });
});

test('nothing is found where no policy is in force', async () => {
  world = aWorld({});
  expect(await search('chatgpt')).toEqual({ tools: [], address: null });
});
