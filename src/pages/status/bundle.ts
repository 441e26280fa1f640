/** The support file: what this page shows, as a JSON file that the reader can look through before handing it on. */
import { browser } from '../../protocol/browser.js';
import type { Overview } from '../../protocol/overview.js';
import type { Status } from '../../protocol/answers.js';
import { byId } from '../shared/elements.js';

let address: string | null = null;

/** What `gatepost doctor --bundle` reads: see src/cli/doctor/bundle.ts. */
export async function offerBundle(status: Status, overview: Overview): Promise<void> {
  const { installType } = await browser.management.getSelf();
  if (address !== null) URL.revokeObjectURL(address);
  const { name, version } = browser.runtime.getManifest();
  // The logo is large, and says nothing.
  const policy = status.policy === null ? null : { ...status.policy, logo: null };
  const bundle = {
    format: 1,
    madeAt: new Date().toISOString(),
    extension: { id: browser.runtime.id, name, version, installType },
    browser: navigator.userAgent,
    status: { ...status, policy },
    overview,
  };
  address = URL.createObjectURL(new Blob([`${JSON.stringify(bundle, null, 2)}\n`], { type: 'application/json' }));
  const link = byId('bundle') as HTMLAnchorElement;
  link.href = address;
  link.download = `gatepost-${status.supportId}.json`;
  link.hidden = false;
}
