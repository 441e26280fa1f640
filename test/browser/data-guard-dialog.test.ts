/** The data guard's dialog for everybody: languages, light and dark, narrow, zoomed, forced colours; and its markup by axe. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { axeViolations } from './harness/axe.js';
import { Chromium } from './harness/chromium.js';
import { setScene, type Scene } from './harness/scene.js';
import { chatPolicy, KEY, PROJECT } from './data-guard/chat-policy.js';
import { Chat } from './data-guard/chat.js';
import { startEditorPages } from './data-guard/editor-pages.js';

const PICTURES = path.resolve('artifacts/data-guard');

const CHECKS = [
  { name: 'light', width: 1000, height: 800, scale: 1, features: [] },
  { name: 'dark', width: 1000, height: 800, scale: 1, features: [{ name: 'prefers-color-scheme', value: 'dark' }] },
  { name: 'narrow', width: 320, height: 640, scale: 1, features: [] },
  { name: 'zoom-200', width: 500, height: 400, scale: 2, features: [] },
  {
    name: 'forced-colours',
    width: 1000,
    height: 800,
    scale: 1,
    features: [{ name: 'forced-colors', value: 'active' }],
  },
];

/** What the dialog says in each language, word for word. */
const HEADINGS = {
  en: 'Check this text before it goes to Example Chat',
  fr: 'Vérifiez ce texte avant de le transmettre à Example Chat',
  de: 'Bitte prüfen Sie diesen Text, bevor er an Example Chat geht',
  es: 'Revise este texto antes de enviarlo a Example Chat',
};

describe.each(Object.entries(HEADINGS))('in %s', (language, heading) => {
  let scene: Scene<Chromium>;
  let chat: Chat;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    scene = await setScene((request) => Chromium.start({ ...request, language }), chatPolicy, startEditorPages);
    chat = await Chat.inBrowser(scene.browser);
  });
  afterAll(() => scene.close());

  test('it says what was found, and fits', async () => {
    await chat.open('textarea');
    await chat.copy(`Minutes of today\nabout ${PROJECT}`);
    await chat.chord('KeyV', 'Control');
    const shown = await chat.dialogOpens();
    expect(shown.heading).toBe(heading);
    const client = await chat.page.createCDPSession();
    for (const { name, width, height, scale, features } of CHECKS) {
      if (language !== 'en' && name !== 'narrow' && name !== 'light') continue;
      await chat.page.setViewport({ width, height, deviceScaleFactor: scale });
      await client.send('Emulation.setEmulatedMedia', { features });
      await chat.page.screenshot({ path: `${PICTURES}/${language}-${name}.png` });
      const { buttons } = await chat.dialogOpens();
      expect(buttons.filter(({ x }) => x < 0 || x > width)).toEqual([]);
    }
    await chat.page.keyboard.press('Escape');
    await chat.dialogCloses();
  });

  test('a key, with placeholders offered first', async () => {
    await resetLooks(chat);
    await chat.open('textarea');
    await chat.copy(`token = ${KEY}`);
    await chat.chord('KeyV', 'Control');
    expect((await chat.dialogOpens()).focused).toBe('redact');
    await chat.page.screenshot({ path: `${PICTURES}/${language}-key.png` });
    await chat.page.keyboard.press('Escape');
    await chat.dialogCloses();
  });
});

async function resetLooks(chat: Chat): Promise<void> {
  await chat.page.setViewport({ width: 1000, height: 800 });
  await (await chat.page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: [] });
}

test('axe finds nothing wrong with the same markup in an open root', async () => {
  const { outputFiles } = await build({
    entryPoints: ['test/browser/data-guard/dialog-page.ts'],
    ...{ bundle: true, format: 'iife' as const, write: false as const, target: 'es2023' },
  });
  const scene = await setScene((request) => Chromium.start(request), null);
  const page = await scene.browser.open('https://elsewhere.example/');
  await page.evaluate(outputFiles[0]?.text ?? '');
  const client = await page.createCDPSession();
  for (const scheme of ['light', 'dark']) {
    await client.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    const { violations, passes } = await axeViolations(page);
    expect(violations).toEqual([]);
    expect(passes).toBeGreaterThan(10);
  }
  await scene.close();
});
