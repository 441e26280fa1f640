/** What a user can set for an extension on the browser's own page about it. */
import type { ManagedBrowser } from './managed-browser.js';

/** `hostAccess`: `ON_CLICK` or `ON_ALL_SITES`. */
interface ExtensionConfiguration {
  readonly hostAccess?: string;
  readonly incognitoAccess?: boolean;
}

interface DeveloperChrome {
  readonly developerPrivate: {
    updateExtensionConfiguration(change: ExtensionConfiguration & { extensionId: string }): Promise<void>;
  };
}

export async function configureExtension(browser: ManagedBrowser, change: ExtensionConfiguration): Promise<void> {
  const page = await browser.open('chrome://extensions/');
  await page.evaluate(
    (wanted) => (chrome as unknown as DeveloperChrome).developerPrivate.updateExtensionConfiguration(wanted),
    { ...change, extensionId: new URL(browser.extensionOrigin).hostname },
  );
  await page.close();
}
