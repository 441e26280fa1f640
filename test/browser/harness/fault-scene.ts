/**
 * The scene of the tests of faults: a browser with a valid active policy, whose way to the policy's host goes through a
 * host that can misbehave.
 */
import { expect } from '@jest/globals';
import type { Event } from '../../../src/events/event.js';
import { eventsSeenFrom, lastCheckOf } from './event-log.js';
import type { Page } from 'puppeteer-core';
import { navigate } from '../../../scripts/browser/navigate.mjs';
import type { Published } from '../../../src/cli/publishing/publication.js';
import type { Chromium } from './chromium.js';
import type { Company } from './company.js';
import { eventually } from './eventually.js';
import { hasRules } from './managed-browser.js';
import type { Answer, MisbehavingHost } from './misbehaving-host.js';
import { RESTRICTED_URL } from './sample-policy.js';
import { startFaultParts, type FaultOptions, type FaultParts } from './fault-parts.js';

/** The popup's page as it reads after a look. */
export interface Shown {
  readonly policy: string | undefined;
  readonly remarks: readonly string[];
  readonly problems: readonly string[];
}

export class FaultScene {
  #browser: Chromium | null = null;
  #popup: Page | null = null;
  #visitor: Page | null = null;

  private constructor(private readonly parts: FaultParts) {}

  static async set(options: FaultOptions = {}): Promise<FaultScene> {
    const scene = new FaultScene(await startFaultParts(options));
    const { published = true, unmanaged = false } = options;
    if (published) await scene.publishNext();
    await scene.restart(published && !unmanaged);
    return scene;
  }

  /** Starts the browser; the one before, if any, has been closed. */
  async restart(waitUntilEnforced = true): Promise<void> {
    await this.#start();
    if (waitUntilEnforced) await this.browser.waitUntilEnforced();
    await this.reopenPopup();
  }

  /** The same, and nothing is asked of the worker: it has only the browser's start to go by. */
  async restartLeft(): Promise<void> {
    await this.#start();
    await this.leavePopup();
    await eventually('rules installed', () => this.popup.evaluate(hasRules));
  }

  async #start(): Promise<void> {
    this.#browser = await this.parts.start();
    this.#popup = await this.#browser.browser.newPage();
    this.#visitor = await this.#browser.browser.newPage();
  }

  get company(): Company {
    return this.parts.company;
  }

  get host(): MisbehavingHost {
    return this.parts.host;
  }

  /** The managed configuration that the browser was started with. */
  get managed(): object {
    return this.parts.managed;
  }

  get browser(): Chromium {
    return there(this.#browser);
  }

  /** The popup's page, in a tab that stays open. */
  get popup(): Page {
    return there(this.#popup);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.parts.close();
  }

  /** The popup alone is open, the host answers as it should, and the scene's policy is active. */
  async beginAnew(): Promise<void> {
    const visitor = await this.#visiting();
    for (const page of await this.browser.browser.pages()) {
      if (page !== this.popup && page !== visitor) await page.close();
    }
    await this.reopenPopup();
    await this.expectNextPolicyToArrive();
  }

  /** The popup opened anew; resolves once it has been answered. */
  async reopenPopup(): Promise<Shown> {
    await navigate(this.popup, `${this.browser.extensionOrigin}/popup.html`);
    const hasAnswer = () => this.popup.$eval('#site-headline', ({ textContent }) => textContent !== '');
    await eventually('the worker has answered the popup', hasAnswer).catch(async (error: unknown) => {
      const said = await this.popup.$eval('#live', ({ textContent }) => textContent);
      throw new Error(`the popup says ${JSON.stringify(said)} instead`, { cause: error });
    });
    return this.shown();
  }

  /** Leaves the popup for a page of the extension that asks nothing of the worker; storage can be reached from it. */
  async leavePopup(): Promise<void> {
    await navigate(this.popup, this.browser.quietPage);
  }

  /** Presses the popup's button and reads what the popup says then. */
  async checkNow(): Promise<Shown> {
    await eventually('the popup is ready', () => this.isIdle());
    await this.pressCheck();
    await eventually('the look has ended', () => this.isIdle());
    return this.shown();
  }

  /** Whether no look that the popup waits for is under way. */
  isIdle(): Promise<boolean> {
    return this.popup.$eval('#check', (button) => !button.hasAttribute('aria-disabled'));
  }

  /** Presses the popup's button, and waits for nothing. */
  async pressCheck(): Promise<void> {
    await this.popup.$eval('#check', (button) => {
      (button as HTMLButtonElement).click();
    });
  }

  /** What the popup's page says. */
  async shown(): Promise<Shown> {
    return this.popup.evaluate(() => {
      const lines = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
      const [policy, ...remarks] = ['#policy:not([hidden]) #policy-lines p', '#remarks:not([hidden]) p'].flatMap(lines);
      return { policy, remarks, problems: lines('#problem-list li') };
    });
  }

  /** Publishes the same policy once more, under the next revision. */
  publishNext(): Promise<Published> {
    return this.company.publish(this.parts.policy);
  }

  /** Publishes once more, and has the browser look: whatever went wrong before, the new policy is obeyed. */
  async expectNextPolicyToArrive(): Promise<void> {
    this.host.answerWith(null);
    const { policy } = await this.publishNext();
    const shown = await this.checkNow();
    expect(shown.problems).toEqual([]);
    expect(shown.policy).toContain(`Signed by Contoso, revision ${policy.revision}, checked`);
  }

  /** What the policy restricts is answered by the block page, which can tell why. */
  async expectEnforced(): Promise<Page> {
    const page = await this.expectAnswered();
    await eventually('the explanation page tells why', () => page.$eval('#why', (why) => !(why as HTMLElement).hidden));
    return page;
  }

  /** A tab of its own each time: the page of before may be going on by itself just now, or have been ended with its tab. */
  async #visiting(): Promise<Page> {
    const before = there(this.#visitor);
    this.#visitor = await this.browser.browser.newPage();
    await before.close().catch(() => undefined);
    return this.#visitor;
  }

  /** What the policy restricts is answered by the block page, which knows that it is restricted. */
  async expectAnswered(): Promise<Page> {
    const visitor = await this.#visiting();
    await navigate(visitor, RESTRICTED_URL, this.browser.isBlockedPage);
    await eventually('the explanation page has its answer', () =>
      visitor.$eval('#headline', ({ textContent }) => textContent !== ''),
    );
    expect(await visitor.$eval('#card', (card) => (card as HTMLElement).dataset['tone'])).toBe('restricted');
    return visitor;
  }

  /**
   * With this answer of the host: the same policy stays active, it is enforced, the popup names the fault in its own
   * words, and the next good policy arrives.
   */
  async expectHarmless(answer: Answer | null, code: string, words: string): Promise<void> {
    const before = (await this.shown()).policy;
    this.host.answerWith(answer);
    const shown = await this.checkNow();
    expect(shown.problems).toEqual([expect.stringContaining(words)]);
    expect(shown.policy).toBe(before);
    expect(await this.lastCheck()).toMatchObject({ code });
    await this.expectEnforced();
    await this.expectNextPolicyToArrive();
  }

  /** The record of storage under this name. */
  record(name: string): Promise<unknown> {
    return this.popup.evaluate(async (key) => (await chrome.storage.local.get(key))[key], `v2.${name}`);
  }

  /** Puts a value in the place of a record. */
  async write(name: string, value: unknown): Promise<void> {
    await this.popup.evaluate((key, content) => chrome.storage.local.set({ [key]: content }), `v2.${name}`, value);
  }

  events(): Promise<Event[]> {
    return eventsSeenFrom(this.popup);
  }

  async lastCheck(): Promise<Event | undefined> {
    return lastCheckOf(await this.events());
  }
}

function there<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the browser has not been started');
  return value;
}
