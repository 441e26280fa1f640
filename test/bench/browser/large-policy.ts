/** A company whose policy has many domains, published as its own document and not through the command's checks. */
import { Chromium, type ChromiumRequest } from '../../browser/harness/chromium.js';
import { startCompany, type Company } from '../../browser/harness/company.js';
import { startStandIn } from '../../../scripts/browser/stand-in-server.mjs';
import { benchPolicy } from '../material.js';
import { listedDomains } from '../squid-material.mjs';

export interface Bench {
  readonly browser: Chromium;
  readonly company: Company;
  readonly domains: readonly string[];
  close(): Promise<void>;
}

/** The bench policy over these domains; none: everything is open. */
export function publishDomains(company: Company, domains: readonly string[], revision: number): Promise<void> {
  const issuedAt = new Date(Date.now() - 60_000).toISOString();
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  return company.putSigned(benchPolicy(domains, { revision, issuedAt, expiresAt }));
}

/** @param size domains in the policy; 0: a browser that nobody manages */
export async function startBench(
  size: number,
  more: Pick<ChromiumRequest, 'browserPolicies' | 'extraArgs' | 'extensionDir'> = {},
): Promise<Bench> {
  const company = await startCompany();
  const standIn = await startStandIn();
  const domains = listedDomains(size);
  if (size > 0) await publishDomains(company, domains, 1);
  const managed = size > 0 ? company.managed : null;
  const browser = await Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed, ...more });
  if (size > 0) await browser.waitUntilEnforced(true, { timeoutMs: 60_000 });
  return {
    browser,
    company,
    domains,
    async close() {
      await browser.close();
      await standIn.close();
      await company.close();
    },
  };
}
