/** What the scene of a test of faults is made of: a company, a host that can misbehave, and a browser that is not started yet. */
import { startStandIn } from '../../../scripts/browser/stand-in-server.mjs';
import { Chromium, type ChromiumRequest } from './chromium.js';
import { startCompany, type Company } from './company.js';
import { startMisbehavingHost, type MisbehavingHost } from './misbehaving-host.js';
import { samplePolicy } from './sample-policy.js';

export interface FaultOptions {
  /** What managed configuration says beside the address and the key. */
  readonly managed?: (company: Company) => object | Promise<object>;
  readonly launch?: (workDir: string) => Partial<ChromiumRequest>;
  /** What the company publishes in place of the sample policy. */
  readonly policy?: object;
  /** False: nothing has been published yet. */
  readonly published?: boolean;
  /** True: the browser is given no managed configuration. */
  readonly unmanaged?: boolean;
}

export interface FaultParts {
  readonly company: Company;
  readonly host: MisbehavingHost;
  readonly managed: object;
  readonly policy: object;
  readonly close: () => Promise<void>;
  readonly start: () => Promise<Chromium>;
}

export async function startFaultParts({
  managed,
  launch,
  policy,
  unmanaged = false,
}: FaultOptions): Promise<FaultParts> {
  const company = await startCompany();
  const host = await startMisbehavingHost(company.managed.policyUrl);
  const standIn = await startStandIn();
  const delivered = { ...company.managed, policyUrl: host.url, ...(await managed?.(company)) };
  const { workDir } = company;
  return {
    company,
    host,
    managed: delivered,
    policy: policy ?? samplePolicy,
    start: () =>
      Chromium.start({
        workDir,
        standInPort: standIn.port,
        managed: unmanaged ? null : delivered,
        ...launch?.(workDir),
      }),
    async close() {
      await host.goDown();
      await standIn.close();
      await company.close();
    },
  };
}
