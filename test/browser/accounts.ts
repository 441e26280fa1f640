/** Account control in a real browser: the vendor's header on its own hosts, and the anonymous way in closed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { eventually } from './harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const HEADER = 'chatgpt-allowed-workspace-id';
const WORKSPACES = ['11111111-2222-3333-4444-555555555555', '66666666-7777-8888-9999-000000000000'];

/** An allow of the same sites stands before a block of everything of the vendor. */
const accountPolicy = {
  ...samplePolicy,
  tools: samplePolicy.tools.filter(({ id }) => id !== 'chatgpt'),
  rules: [
    { id: 'approved', tools: ['assistant'], action: 'allow' },
    { id: 'company-chatgpt', tools: ['chatgpt'], action: 'account', account: { 'workspace-ids': WORKSPACES } },
    { id: 'rest', sites: ['chatgpt.com', 'openai.com'], action: 'block' },
  ],
};

export function describeAccounts(start: (request: BrowserRequest) => Promise<ManagedBrowser>): void {
  let scene: Scene<ManagedBrowser>;

  beforeAll(async () => {
    scene = await setScene(start, accountPolicy);
  });
  afterAll(() => scene.close());

  const headersOf = async (url: string, act: () => Promise<unknown>) => {
    const seen = scene.standIn.waitForRequest((request) => request.url === url || request.url === `${url}/`);
    await act();
    return (await seen).headers;
  };

  test('the header goes with documents and requests to the vendor, and overwrites a forged one', async () => {
    const page = await scene.browser.open('https://chatgpt.com/start');
    const fetched = await headersOf('https://chatgpt.com/api/me', () =>
      page.evaluate((header) => fetch('/api/me', { headers: { [header]: 'forged' } }).then(() => null), HEADER),
    );
    expect(fetched[HEADER]).toBe(WORKSPACES.join(','));
    const document = scene.standIn.requests.find(({ url }) => url === 'https://chatgpt.com/start');
    expect(document?.headers[HEADER]).toBe(WORKSPACES.join(','));
    await page.close();
  });

  test('it goes to nobody else', async () => {
    const page = await scene.browser.open('https://other.example/');
    const other = scene.standIn.requests.find(({ url }) => url === 'https://other.example/');
    expect(other?.headers).not.toHaveProperty(HEADER);
    await page.close();
  });

  test('it does not go along with a redirect to another host', async () => {
    const landed = 'https://elsewhere.example/landed';
    const redirect = `https://chatgpt.com/redirect?to=${encodeURIComponent(landed)}`;
    const page = await scene.browser.open(redirect, (address) => address === landed);
    const headersAt = (url: string) => scene.standIn.requests.find((request) => request.url === url)?.headers;
    expect(headersAt(redirect)).toHaveProperty(HEADER);
    expect(headersAt(landed)).not.toHaveProperty(HEADER);
    await page.close();
  });

  test('the way in without an account is restricted', async () => {
    const page = await scene.browser.openRestricted('https://chatgpt.com/backend-anon/conversation');
    await page.close();
    expect(scene.standIn.requests.some(({ path }) => path.startsWith('/backend-anon'))).toBe(false);
  });
}

const beforeAccounts = { ...accountPolicy, rules: [{ id: 'else', sites: ['else.example'], action: 'block' }] };

/** Not https: Chromium keeps nothing that came with a certificate it does not trust. */
const KEPT = 'http://claude.ai/kept';
const ORGANISATION = '77777777-8888-9999-0000-111111111111';
const claudePolicy = {
  ...accountPolicy,
  rules: [
    { id: 'company-claude', tools: ['claude'], action: 'account', account: { 'organization-ids': [ORGANISATION] } },
  ],
};

/** A site whose answers may be kept for an hour. */
const startKeptInternet = () =>
  startStandIn({
    handler: ({ host, path }, response) => {
      if (host !== 'claude.ai' || !path.startsWith('/kept')) return false;
      const script = path.endsWith('.js');
      const type = script ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=3600' });
      response.end(script ? '' : '<!doctype html><title>Kept</title><script src="/kept.js"></script>');
      return true;
    },
  });

export function describeKeptAnswers(start: (request: BrowserRequest) => Promise<ManagedBrowser>): void {
  test('open pages of a vendor are loaded past the cache once when an account rule arrives', async () => {
    const scene = await setScene(start, beforeAccounts, startKeptInternet);
    const seen = () => scene.standIn.requests.filter(({ path }) => path.startsWith('/kept'));
    try {
      await (await scene.browser.open(KEPT)).close();
      const page = await scene.browser.open(KEPT);
      // From the cache, or this test would show nothing.
      expect(seen().map(({ path }) => path)).toEqual(['/kept', '/kept.js']);

      await scene.company.publish(claudePolicy);
      await scene.browser.popup({ checkNow: true });
      await eventually('the page and its script are asked for anew', () => Promise.resolve(seen().length >= 4));
      const anew = seen().slice(2);
      expect(anew.map(({ path, headers }) => [path, headers['anthropic-allowed-org-ids']])).toEqual([
        ['/kept', ORGANISATION],
        ['/kept.js', ORGANISATION],
      ]);

      // The same account rules in another revision are no reason.
      await scene.company.publish({ ...claudePolicy, notice: { en: 'Another notice.' } });
      await scene.browser.popup({ checkNow: true });
      await scene.browser.open('https://other.example/');
      expect(seen()).toHaveLength(4);
      await page.close();
    } finally {
      await scene.close();
    }
  });
}
