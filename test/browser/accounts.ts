/** Account control in a real browser: the vendor's header on its own hosts, and the anonymous way in closed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

  test('the way in without an account is restricted', async () => {
    const page = await scene.browser.openRestricted('https://chatgpt.com/backend-anon/conversation');
    await page.close();
    expect(scene.standIn.requests.some(({ path }) => path.startsWith('/backend-anon'))).toBe(false);
  });
}
