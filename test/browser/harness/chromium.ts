/** Chromium with the built extension and a managed configuration of its own. */
import path from 'node:path';
import { findChromium } from '../../../scripts/browser/find-browser.mjs';
import {
  extensionIdFromKey,
  killWorker,
  launchChromium,
  waitForWorker,
} from '../../../scripts/browser/launch-chromium.mjs';
import { DEVELOPMENT_KEY } from '../../../scripts/manifest.mjs';
import { ManagedBrowser, type BrowserRequest } from './managed-browser.js';

const EXTENSION_ID = extensionIdFromKey(DEVELOPMENT_KEY);

export interface ChromiumRequest extends BrowserRequest {
  /** A profile to use and keep, for restarts. */
  readonly userDataDir?: string;
  readonly extraArgs?: string[];
}

export class Chromium extends ManagedBrowser {
  private constructor(private readonly running: Awaited<ReturnType<typeof launchChromium>>) {
    super(running.browser, `chrome-extension://${EXTENSION_ID}`, () => running.close());
  }

  static async start({ managed, ...rest }: ChromiumRequest): Promise<Chromium> {
    const browser = await findChromium({});
    const extensionDir = path.resolve('dist/chrome');
    return new Chromium(await launchChromium({ ...rest, browser, extensionDir, policies: policiesFor(managed) }));
  }

  /** Stops the worker as the browser does when it is idle; the next event starts a new one. */
  async killWorker(): Promise<void> {
    await killWorker(this.browser, await waitForWorker(this.browser, EXTENSION_ID));
  }

  /** The running browser notices in about five seconds. */
  setManaged(managed: object | null): Promise<void> {
    return this.running.setPolicies(policiesFor(managed));
  }
}

function policiesFor(managed: object | null): Record<string, unknown> {
  return managed === null ? {} : { '3rdparty': { extensions: { [EXTENSION_ID]: managed } } };
}
