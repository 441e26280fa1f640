/**
 * The managed configuration as the browser delivers it; in a demonstration build, the one that was built in.
 */
import { browser } from '../protocol/browser.js';
import type { ManagedStorage } from '../worker/ports.js';

/** Set by the build: null but in a demonstration build. */
declare const DEMONSTRATION_CONFIGURATION: Readonly<Record<string, unknown>> | null;

export const managedStorage: ManagedStorage = {
  demonstration: DEMONSTRATION_CONFIGURATION !== null,
  async read() {
    if (DEMONSTRATION_CONFIGURATION !== null) return DEMONSTRATION_CONFIGURATION;
    try {
      return await browser.storage.managed.get();
    } catch {
      // Firefox rejects ("Managed storage manifest not found") where Chromium answers {}; seen in Firefox 153.
      return {};
    }
  },
};

/** @param listener is told whether the policy's address was taken away */
export function onManagedChanged(listener: (removed: boolean) => void): void {
  // Firefox reads the configuration once a session and sends no such event.
  browser.storage.managed.onChanged.addListener((changes) => {
    const address = changes['policyUrl'];
    listener(address?.oldValue !== undefined && address.newValue === undefined);
  });
}
