/** The file of `gatepost preview` in a browser without the extension: the real pages draw themselves, and nothing is loaded. */
import { expect, test } from '@jest/globals';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '../../scripts/browser/find-browser.mjs';
import { launchChromium } from '../../scripts/browser/launch-chromium.mjs';
import { writeFile } from 'node:fs/promises';
import { preview } from '../../src/cli/commands/preview/run.js';
import { temporaryFolders } from '../support/temporary-folder.js';

const newFolder = temporaryFolders();

const SHOWN = [
  ['block', '#headline', 'Contoso a bloqué l’accès à ChatGPT'],
  ['block', '#reason', 'modèles du fournisseur'],
  ['popup', '#site-headline', 'ChatGPT'],
  ['status', '#rules', 'ChatGPT'],
] as const;

test('shows block page, dialog, popup and status page as browsers do', async () => {
  const workDir = await newFolder();
  const { html } = await preview({
    policyFile: path.resolve('demonstration/policy.yaml'),
    person: { groups: [], ring: null, timeZone: 'UTC', nowMs: Date.parse('2026-11-23T09:00:00Z') },
    ...{ rules: [], languages: ['fr'], scheme: 'dark', dist: path.resolve('dist') },
  });
  const file = path.join(workDir, 'preview.html');
  await writeFile(file, await html());
  const running = await launchChromium({
    browser: await findChromium(),
    ...{ extensionDir: path.resolve('dist/chrome'), loadExtension: false, workDir, standInPort: 9 },
  });
  try {
    const page = await running.browser.newPage();
    const asked: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(message.text());
    });
    const address = pathToFileURL(file).href;
    await page.goto(address);
    const frameOf = async (kind: string) => (await page.waitForSelector(`iframe.${kind}`))?.contentFrame();
    for (const [kind, selector, said] of SHOWN) {
      const frame = await frameOf(kind);
      await frame?.waitForFunction(
        (where, text) => document.querySelector(where)?.textContent.includes(text),
        {},
        selector,
        said,
      );
    }
    await (await frameOf('dialog'))?.waitForSelector('gatepost-data-guard');
    // Frames are as high as their pages: 40rem until these have said so.
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('iframe')].every(({ style }) => style.height !== ''),
    );
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([address]);
    expect(problems).toEqual([]);
  } finally {
    await running.close();
  }
});
