/** Without a display: walks the journey by itself and says of each step what was seen and where its picture is. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { waitForWorker } from '../browser/launch-chromium.mjs';
import { navigate } from '../browser/navigate.mjs';
import { labelledDocument } from './labelled-document.mjs';
import { ROOT, say, SetupError } from '../setup.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./demonstrate.mjs').Scene} Scene */

const PICTURES = path.join(ROOT, 'artifacts/demonstration');
const RESTRICTED = 'https://chatgpt.com/c/42?model=x#part-2';

/** @param {Scene} scene */
export async function walk(scene) {
  await mkdir(PICTURES, { recursive: true });
  const page = await scene.browser.newPage();
  await page.setViewport({ width: 1100, height: 900 });
  await untilPolicyArrived(scene);
  await restrictedSite(scene, page);
  await approvedSite(page);
  await lifted(scene, page);
  await page.goto('about:blank');
  await restrictedAgain(scene, page);
  await guardedChat(page);
  await labelledFile(page);
  say('\nThe journey went as it should.');
}

/** @param {Scene} scene */
async function untilPolicyArrived({ browser, extensionOrigin }) {
  const popup = await browser.newPage();
  await navigate(popup, `${extensionOrigin}/popup.html`);
  await popup.waitForFunction(async () => (await chrome.declarativeNetRequest.getDynamicRules()).length > 0, {
    timeout: 18_000,
    polling: 100,
  });
  await popup.close();
  say('\n1. The browser has fetched the signed policy and holds its rules.');
}

/** @param {Scene} scene @param {Page} page */
async function restrictedSite(scene, page) {
  await navigate(page, RESTRICTED, isBlockedPage(scene));
  await page.waitForSelector('#why:not([hidden])');
  await report(page, `2. ${RESTRICTED} is answered by the explanation page`, 'restricted', 'h1');
  const popup = await openPopup(scene);
  await report(popup, '3. The popup on that page', 'popup', '#site-headline');
  await popup.close();
}

/** @param {Page} page */
async function approvedSite(page) {
  await page.bringToFront();
  await page.click('#alternatives .button');
  await page.waitForFunction(() => location.hostname === 'assistant.contoso.example');
  await report(page, '4. The approved tool, one click away', 'approved', 'h1');
}

/** @param {Scene} scene @param {Page} page */
async function lifted(scene, page) {
  await navigate(page, RESTRICTED, isBlockedPage(scene));
  const said = await scene.host.publishLifted();
  say(`\n5. The policy is lifted: ${said.split('\n')[0]}`);
  await untilCheckIsDue(page);
  // The block page leaves by itself, at once when it has only just been shown: nobody can count on seeing it.
  await navigate(page, RESTRICTED);
  await report(page, '   The next visit finds out by itself and goes on to the address', 'went-on', 'h1');
}

/** @param {Scene} scene @param {Page} page */
async function restrictedAgain(scene, page) {
  const said = await scene.host.publish();
  say(`\n6. The policy is changed once more: ${said.split('\n')[0]}`);
  const popup = await openPopup(scene);
  await popup.click('#check');
  await popup.waitForFunction(() => document.getElementById('live')?.textContent !== '');
  await report(popup, '   "Check now" in the popup fetches it', 'checked', '#policy-lines p');
  await popup.close();
  await navigate(page, RESTRICTED, isBlockedPage(scene));
  await page.waitForSelector('#why:not([hidden])');
  await report(page, '   and the site is restricted again', 'restricted-again', 'h1');
}

/** @param {Page} page */
async function guardedChat(page) {
  await navigate(page, 'https://chat.northwind.example/');
  await page.bringToFront();
  await page.focus('#notes');
  // By the browser's own commands, which are the same on every system.
  await page.keyboard.press('a', { commands: ['selectAll'] });
  await page.keyboard.press('c', { commands: ['copy'] });
  await page.focus('#message');
  await page.keyboard.press('v', { commands: ['paste'] });
  await page.waitForSelector('gatepost-data-guard');
  await report(page, '7. A key is pasted into an open chat, and the data guard asks first', 'data-guard', 'h1');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() =>
    /** @type {HTMLTextAreaElement | null} */ (document.querySelector('#message'))?.value.includes('['),
  );
  const message = await page.$eval('#message', (field) => /** @type {HTMLTextAreaElement} */ (field).value);
  if (message.includes('ghp_')) throw new SetupError('the key went into the chat');
  await report(
    page,
    `   The text goes in with a placeholder (${message.trim().split('\n')[1] ?? ''})`,
    'redacted',
    'h1',
  );
}

/** @param {Page} page the chat */
async function labelledFile(page) {
  const file = path.join(PICTURES, 'offer.docx');
  await writeFile(file, labelledDocument());
  await page.reload();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#file')]);
  await chooser.accept([file]);
  await page.waitForSelector('gatepost-data-guard');
  await report(page, '8. A document labelled "Confidential" is attached, and kept out', 'labelled-file', 'h1');
  await page.keyboard.press('Escape');
  await page.waitForSelector('gatepost-data-guard', { hidden: true });
  const attached = await page.$eval('#file', (input) => /** @type {HTMLInputElement} */ (input).files?.length);
  if (attached !== 0) throw new SetupError('the document went into the chat');
}

/**
 * The popup as the toolbar opens it, over the tab in front.
 * @param {Scene} scene
 * @returns {Promise<Page>}
 */
async function openPopup({ browser, extensionOrigin }) {
  const address = `${extensionOrigin}/popup.html`;
  const worker = await waitForWorker(browser);
  const opened = browser.waitForTarget((target) => target.url() === address);
  await worker.evaluate('chrome.action.openPopup()');
  const popup = await (await opened).asPage();
  await popup.waitForFunction(() => document.getElementById('site-headline')?.textContent !== '');
  return popup;
}

/** @param {Page} page a block page */
async function untilCheckIsDue(page) {
  await page.waitForFunction(
    async () => {
      /** @type {{ 'v2.check'?: { atMs: number } }} */
      const stored = await chrome.storage.local.get('v2.check');
      return Date.now() - (stored['v2.check']?.atMs ?? 0) > 3_000;
    },
    { polling: 100 },
  );
}

/** @param {Scene} scene */
function isBlockedPage({ extensionOrigin }) {
  return (/** @type {string} */ address) => address.startsWith(`${extensionOrigin}/blocked.html#`);
}

/**
 * @param {Page} page
 * @param {string} step
 * @param {string} picture
 * @param {string} selector of the element whose text is worth telling
 */
async function report(page, step, picture, selector) {
  const seen = await page.evaluate((where) => document.querySelector(where)?.textContent ?? '', selector);
  if (seen === '') throw new SetupError(`${step}: the page shows nothing where it should`);
  const file = path.join(PICTURES, `${picture}.png`);
  await page.screenshot({ path: /** @type {`${string}.png`} */ (file), fullPage: true });
  say(`${step}: "${seen}"\n     ${path.relative(ROOT, file)}`);
}
