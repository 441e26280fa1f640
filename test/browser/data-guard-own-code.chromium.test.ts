/** The company's own code on its way to a tool, in Chromium: its filter is fetched, verified and asked; and nothing stays behind. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sha256OfBytes } from '../../src/policy/sha256.js';
import { FILTER_KEY, filterOf, OTHER_CODE, OWN_CODE, PROSE } from '../support/own-code.js';
import { chatPolicy, KEY } from './data-guard/chat-policy.js';
import { playPrivacy } from './data-guard/play-privacy.js';
import { paste, PASTED, redact, REDACTED, setStage } from './data-guard/stage.js';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gatepost-own-'));
const file = path.join(folder, 'code.fp');
const FILTER = filterOf(OWN_CODE);
const NEXT = filterOf(OWN_CODE + OTHER_CODE);
const policy = {
  ...chatPolicy,
  data: {
    ...chatPolicy.data,
    code: 'off',
    own: 'warn',
    fingerprints: { payments: { file, key: FILTER_KEY, label: { en: 'payments code' } } },
  },
};

beforeAll(() => writeFile(file, FILTER));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const stage = setStage((request) => Chromium.start(request), policy);
const { chat, scene } = stage;
const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The digests of the filters in the extension's database. */
function stored(): Promise<string[]> {
  return scene().browser.inExtension((page) =>
    page.evaluate(async () => {
      const there = await indexedDB.databases();
      if (!there.some(({ name }) => name === 'gatepost-files')) return [];
      return new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('gatepost-files');
        opening.onerror = () => {
          reject(new Error(opening.error?.message));
        };
        opening.onsuccess = () => {
          const database = opening.result;
          const keys = database.transaction('files').objectStore('files').getAllKeys();
          keys.onsuccess = () => {
            database.close();
            resolve(keys.result.map(String));
          };
        };
      });
    }),
  );
}

const isStored = async (bytes: Uint8Array<ArrayBuffer>) => {
  const digest = await sha256OfBytes(bytes);
  await eventually('the filter is stored, alone', async () => (await stored()).join() === digest);
};

/** What the self-check says of the guards. */
function guardsInOrder(): Promise<{ ok: boolean; detail: string } | undefined> {
  return scene().browser.inExtension((page) =>
    page.evaluate(async () => {
      const overview: unknown = await chrome.runtime.sendMessage({ kind: 'overview', languages: ['en'] });
      const { selfCheck } = overview as { selfCheck: { code: string; ok: boolean; detail: string }[] };
      const guards = selfCheck.find(({ code }) => code === 'guards');
      return guards && { ok: guards.ok, detail: guards.detail };
    }),
  );
}

describe('with the filter', () => {
  test('pasted code of the company’s own asks by the filter’s name, and stays out', async () => {
    await isStored(FILTER);
    await chat().open('textarea');
    await chat().copy(`Please make this faster:\n\n${OWN_CODE.replaceAll('  ', '\t')}`);
    await paste(chat());
    expect((await chat().dialogOpens()).found).toEqual(['payments code']);
    await chat().page.keyboard.press('Escape');
    await chat().dialogCloses();
    expect(await chat().text()).toBe('');
  });

  test.each([
    ['prose', PROSE],
    ['other code', OTHER_CODE],
  ])('%s goes in', async (_, text) => {
    await chat().open('textarea');
    await chat().copy(text);
    await paste(chat());
    await chat().holds(onOneLine(text));
  });

  test('what is inserted anyway is sent without another question', async () => {
    await chat().open('textarea');
    await chat().copy(OWN_CODE);
    await paste(chat());
    await chat().dialogOpens();
    await chat().insertAnyway();
    await chat().holds(onOneLine(OWN_CODE));
    await chat().page.keyboard.type(' Why is it slow?');
    await chat().page.keyboard.press('Enter');
    await eventually('it is sent', async () => (await chat().sent()).length === 1);
    expect(onOneLine((await chat().sent())[0] ?? '')).toBe(onOneLine(`${OWN_CODE} Why is it slow?`));
  });
});

test('a filter whose digest is wrong is not used, and the self-check says so until it is right', async () => {
  const { company, browser } = scene();
  await writeFile(file, NEXT);
  await company.publish(policy);
  const served = path.join(company.workDir, 'public', 'fingerprints', `${await sha256OfBytes(NEXT)}.fp`);
  await writeFile(
    served,
    Uint8Array.from(NEXT, (byte, at) => (at === 60 ? byte ^ 1 : byte)),
  );
  await browser.popup({ checkNow: true });
  await eventually('the self-check names it', async () => (await guardsInOrder())?.ok === false);
  expect((await guardsInOrder())?.detail).toBe('fingerprints-missing');
  expect(await stored()).toEqual([]);
  await chat().open('textarea');
  await chat().copy(OTHER_CODE);
  await paste(chat());
  expect((await chat().dialogOpens()).found).toEqual([]);
  await chat().page.keyboard.press('Escape');
  await chat().dialogCloses();
  await writeFile(served, NEXT);
  await browser.popup({ checkNow: true });
  await isStored(NEXT);
  await eventually('the self-check is in order', async () => (await guardsInOrder())?.ok === true);
});

test('a key is found beside it, for the privacy test to look for', async () => {
  await chat().open('textarea');
  await chat().copy(PASTED);
  await paste(chat());
  await redact(chat());
  await chat().holds(REDACTED);
});

playPrivacy(stage, [KEY, 'settlementDay', 'cutOffOf', 'quarterly meeting takes']);
