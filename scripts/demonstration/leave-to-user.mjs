/** With a display: opens the page to try it and leaves the window to the user. */
import { say } from '../setup.mjs';
import { START_PAGE } from './stand-in-internet.mjs';

/** @param {import('./demonstrate.mjs').Scene} scene */
export async function leaveToUser({ browser, host }) {
  const [first] = await browser.pages();
  const page = first ?? (await browser.newPage());
  await page.goto(START_PAGE);
  say('');
  say(`The browser is open at ${START_PAGE}. Follow its links, and open Gatepost from the toolbar.`);
  say(`To change the policy, edit ${host.policyFile} and run:`);
  say(`  ${host.publishCommand}`);
  say('The next visit to a lifted site goes on by itself. Close the browser to end.');
  await new Promise((resolve) => browser.once('disconnected', resolve));
}
