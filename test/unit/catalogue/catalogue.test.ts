/** Holds the data of the catalogue against its rules: no entry may be wrong, doubled, or wider than the tool it names. */
import { describe, expect, test } from '@jest/globals';
import { CATEGORIES } from '../../../src/catalogue/categories.js';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { sitesOf } from '../../../src/catalogue/places.js';
import { sharedHostWithin } from '../../../src/catalogue/shared-hosts.js';
import { parseSite, type Site } from '../../../src/policy/site.js';
import { knownTool, toolsAt } from '../../support/catalogue.js';
import { findOverlaps } from '../../support/overlap.js';

const catalogue = loadCatalogue();

function siteOf(text: string): Site {
  const parsed = parseSite(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return parsed.site;
}

describe('the catalogue', () => {
  test('holds at least 600 tools, and at least 10 in every category', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(600);
    for (const category of CATEGORIES) {
      expect({ category, enough: catalogue.filter((tool) => tool.category === category).length >= 10 }).toEqual({
        category,
        enough: true,
      });
    }
  });

  test('gives every tool an id and a name of its own', () => {
    for (const key of ['id', 'name'] as const) {
      const seen = catalogue.map((tool) => tool[key].toLowerCase());
      expect(seen.filter((value, index) => seen.indexOf(value) !== index)).toEqual([]);
    }
  });

  test('lets no site of a tool lie inside a site of another, unless declared', () => {
    const undeclared = findOverlaps(catalogue).filter(({ tool, within }) => !knownTool(tool).overlaps.includes(within));
    expect(undeclared).toEqual([]);
  });

  test('declares no overlap that is not there', () => {
    const found = findOverlaps(catalogue).map(({ tool, within }) => `${tool} in ${within}`);
    const declared = catalogue.flatMap(({ id, overlaps }) => overlaps.map((within) => `${id} in ${within}`));
    expect(declared.filter((overlap) => !found.includes(overlap))).toEqual([]);
    expect(declared.length).toBeGreaterThan(0);
  });

  test('never takes in the whole of a host that others share', () => {
    const tooWide = catalogue.flatMap((tool) =>
      sitesOf(tool).flatMap((text) => {
        const shared = sharedHostWithin(siteOf(text));
        return shared === null ? [] : [`${tool.id}: ${text} takes in ${shared}`];
      }),
    );
    expect(tooWide).toEqual([]);
  });

  test('embeds by path or query only, or by a host of its own', () => {
    const embedded = catalogue.flatMap((tool) => tool.embedded.map(({ site }) => siteOf(site)));
    expect(embedded.length).toBeGreaterThan(20);
    expect(embedded.filter(({ path, query }) => path === '' && query === null)).toEqual([]);
  });

  test('takes nothing from lists under licences that it may not use', () => {
    const lists = catalogue.map(({ source }) => source).filter((source) => source.startsWith('https://github.com/'));
    const repositories = new Set(lists.map((source) => source.split('/').slice(3, 5).join('/')));
    expect([...repositories].sort()).toEqual([
      'lobehub/lobe-icons',
      'mahseema/awesome-ai-tools',
      'marketplace/models',
      'nullgen-inc/ai-blocklist',
      'radiusmethod/shadowai-domains',
      'steven2358/awesome-generative-ai',
      'v2fly/domain-list-community',
    ]);
  });
});

describe('a closed tool', () => {
  const closed = catalogue.filter((tool) => tool.closed !== undefined);

  test.each([
    ['sora', 'https://sora.com/'],
    ['phind', 'https://www.phind.com/search'],
    ['play-ht', 'https://api.play.ht/api/v2/tts'],
  ])('%s is still found where it was', (id, url) => {
    expect(closed.map((tool) => tool.id)).toContain(id);
    expect(toolsAt(url).map((tool) => tool.id)).toEqual([id]);
  });
});

describe('account controls', () => {
  const controlled = catalogue.flatMap((tool) =>
    tool.account === undefined ? [] : [{ ...tool, account: tool.account }],
  );

  test('use the headers that vendors document, and no others', () => {
    const names = new Set(controlled.flatMap(({ account }) => account.headers.map(({ name }) => name)));
    expect([...names].sort()).toEqual([
      'ChatGPT-Allowed-Workspace-Id',
      'Restrict-Access-Context',
      'Restrict-Access-To-Tenants',
      'X-Dropbox-allowed-Team-Ids',
      'X-GeminiCodeAssist-Allowed-Domains',
      'X-GoogApps-Allowed-Domains',
      'anthropic-allowed-org-ids',
      'sec-GitHub-allowed-enterprise',
      'sec-Restrict-Tenant-Access-Policy',
    ]);
  });

  test.each([
    ['chatgpt', ['chatgpt.com']],
    ['claude', ['claude.ai', 'api.anthropic.com']],
    ['gemini', ['google.com']],
    ['copilot', ['login.live.com']],
    ['microsoft-365-copilot', ['=login.microsoftonline.com', '=login.microsoft.com', '=login.windows.net']],
    ['github-copilot', ['github.com', 'githubcopilot.com']],
  ])('%s is controlled where its vendor reads the header', (id, hosts) => {
    expect(knownTool(id).account?.hosts).toEqual(hosts);
  });

  test('name an https source and what they leave open', () => {
    for (const { id, account } of controlled) {
      expect({ id, source: account.source }).toEqual({ id, source: expect.stringMatching(/^https:\/\//) });
      expect({ id, notCovered: account.notCovered }).toEqual({ id, notCovered: expect.stringMatching(/\.$/) });
    }
  });

  test('block the anonymous way into ChatGPT', () => {
    expect(knownTool('chatgpt').account?.anonymous).toEqual(['chatgpt.com/backend-anon']);
  });
});

describe('an address', () => {
  test.each([
    ['https://chatgpt.com/c/1', 'chatgpt'],
    ['https://chat.openai.com/', 'chatgpt'],
    ['https://claude.ai/new', 'claude'],
    ['https://gemini.google.com/app', 'gemini'],
    ['https://copilot.microsoft.com/', 'copilot'],
    ['https://www.bing.com/chat', 'copilot'],
    ['https://www.bing.com/images/create?q=cat', 'bing-image-creator'],
    ['https://m365.cloud.microsoft/chat/', 'microsoft-365-copilot'],
    ['https://www.perplexity.ai/search/1', 'perplexity'],
    ['https://github.com/copilot', 'github-copilot'],
    ['https://www.google.com/search?q=x&udm=50', 'google-ai-mode'],
    ['https://notebooklm.google.com/notebook/1', 'notebooklm'],
    ['https://aistudio.google.com/prompts/new_chat', 'google-ai-studio'],
    ['https://grok.com/', 'grok'],
    ['https://x.com/i/grok', 'grok'],
    ['https://chat.mistral.ai/chat', 'le-chat'],
    ['https://mistral.ai/products/le-chat', 'le-chat'],
    ['https://console.mistral.ai/', 'mistral-platform'],
    ['https://sourcegraph.com/cody/chat', 'cody'],
    ['https://kagi.com/fastgpt?query=x', 'kagi-fastgpt'],
    ['https://kagi.com/assistant', 'kagi-assistant'],
    ['https://eu-west-1.console.aws.amazon.com/bedrock/home?region=eu-west-1', 'amazon-bedrock'],
    ['https://bedrock-runtime.eu-south-2.amazonaws.com/model/x/invoke', 'amazon-bedrock'],
    ['https://www.01.ai/', '01-ai'],
    ['https://www.sensechat.com/', 'sensechat'],
    ['https://chat.forefront.ai/', 'forefront'],
    ['https://chat.deepseek.com/', 'deepseek'],
    ['https://www.meta.ai/', 'meta-ai'],
    ['https://poe.com/', 'poe'],
    ['https://character.ai/chat/1', 'character-ai'],
    ['https://www.midjourney.com/explore', 'midjourney'],
    ['https://huggingface.co/models', 'hugging-face'],
    ['https://cursor.com/dashboard', 'cursor'],
    ['https://www.deepl.com/translator', 'deepl'],
    ['https://elevenlabs.io/app', 'elevenlabs'],
    ['https://www.notion.so/ai', 'notion-ai'],
    ['wss://api.openai.com/v1/realtime', 'openai-platform'],
    ['https://api.anthropic.com/v1/messages', 'anthropic-platform'],
  ])('%s belongs to %s', (url, id) => {
    expect(toolsAt(url).map((tool) => tool.id)).toEqual([id]);
  });

  test.each([
    ['https://chatgpt.com/codex/tasks', ['codex', 'chatgpt']],
    ['https://claude.ai/code', ['claude-code', 'claude']],
    ['https://huggingface.co/chat/', ['huggingchat', 'hugging-face']],
  ])('%s belongs to the narrower tool first', (url, ids) => {
    expect(toolsAt(url).map((tool) => tool.id)).toEqual(ids);
  });

  test.each([
    'https://www.google.com/search?q=weather',
    'https://www.bing.com/search?q=chat',
    'https://www.bing.com/chatter',
    'https://sourcegraph.com/search?q=x',
    'https://kagi.com/search?q=x',
    'https://eu-west-1.console.aws.amazon.com/s3/home',
    'https://github.com/torvalds/linux',
    'https://x.com/home',
    'https://www.notion.so/My-page-0123',
    'https://login.microsoftonline.com/',
    'https://accounts.google.com/',
    'about:blank',
  ])('%s belongs to no tool', (url) => {
    expect(toolsAt(url)).toEqual([]);
  });
});
