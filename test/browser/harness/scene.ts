/** The scene of a browser test: a company that has published a policy, its browser, and an internet of one stand-in. */
import { startStandIn } from '../../../scripts/browser/stand-in-server.mjs';
import { startCompany, type Company } from './company.js';
import type { BrowserRequest, ManagedBrowser } from './managed-browser.js';

export interface Scene<Kind extends ManagedBrowser> {
  readonly company: Company;
  readonly standIn: Awaited<ReturnType<typeof startStandIn>>;
  readonly browser: Kind;
  close(): Promise<void>;
}

/**
 * @param policy the policy source published before the browser starts; null: nothing is published yet
 * @param startInternet what stands in for every site
 */
export async function setScene<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  policy: object | null,
  startInternet: () => ReturnType<typeof startStandIn> = startStandIn,
): Promise<Scene<Kind>> {
  const company = await startCompany();
  const standIn = await startInternet();
  if (policy !== null) await company.publish(policy);
  const browser = await start({ workDir: company.workDir, standInPort: standIn.port, managed: company.managed });
  if (policy !== null) await browser.waitUntilEnforced();
  return {
    company,
    standIn,
    browser,
    async close() {
      await browser.close();
      await standIn.close();
      await company.close();
    },
  };
}

/** Sets the scene for one test and clears it away, whatever becomes of the test. */
export async function withScene<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  policy: object | null,
  act: (scene: Scene<Kind>) => Promise<void>,
): Promise<void> {
  const scene = await setScene(start, policy);
  try {
    await act(scene);
  } finally {
    await scene.close();
  }
}
