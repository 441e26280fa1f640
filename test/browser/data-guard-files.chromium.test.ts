/** Files on their way to a tool, in Chromium; and what only Chromium's driver can do: drags, folders, pictures, the page's own picker. */
import { expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './harness/eventually.js';
import { CHAT } from './data-guard/editor-pages.js';
import { FILES, SAMPLE } from './data-guard/file-rows.js';
import { playFiles, type FileStage } from './data-guard/play-files.js';
import { Chromium } from './harness/chromium.js';

/** As the file manager drags them into the page. */
async function drop({ page }: FileStage<Chromium>, target: string, ...paths: string[]): Promise<void> {
  const { x, y } = await page.$eval(target, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  const client = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x, y, data });
  await client.detach();
}

playFiles(
  (request) => Chromium.start(request),
  (stage, files) => {
    test.each(
      [
        ['react-dropzone', '#react-dropzone div'],
        ['uppy', '#uppy button'],
      ].flatMap(([door = '', target = '']) => SAMPLE.map((id) => ({ door, target, id, name: FILES[id].what }))),
    )('$name dropped on $door', async ({ door, target, id }) => {
      await files().open();
      await drop(files(), target, await files().fileOf(id));
      await files().outcome(FILES[id], door);
    });

    const folder = async (...ids: (keyof typeof FILES)[]) => {
      const at = path.join(stage.scene().company.workDir, `folder-${ids.join('-')}`);
      await mkdir(path.join(at, 'inner'), { recursive: true });
      for (const id of ids) await writeFile(path.join(at, 'inner', FILES[id].name), FILES[id].content);
      return at;
    };

    test('a folder that is chosen: asked about as such, and its files by their paths', async () => {
      await files().open();
      await files().choose('folder', await folder('clean'));
      const { found } = await files().chat.dialogOpens();
      expect(found).toEqual(['A whole folder folder-clean']);
      await files().chat.insertAnyway();
      await files().gets('folder: minutes.txt');
    });

    test('a folder that is dropped is refused, with a word about the other ways', async () => {
      await files().open();
      await drop(files(), '#react-dropzone div', await folder('clean'));
      const { heading } = await files().chat.dialogOpens();
      expect(heading).toBe('Gatepost cannot check a dropped folder');
      await files().page.keyboard.press('Escape');
      await files().chat.dialogCloses();
      expect(await files().got()).toEqual([]);
    });

    test('a picture that is pasted', async () => {
      const context = stage.scene().browser.browser.defaultBrowserContext();
      for (const name of ['clipboard-read', 'clipboard-write'] as const)
        await context.setPermission(CHAT, { permission: { name }, state: 'granted' });
      await files().open();
      await files().page.evaluate(async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
        canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
        const picture = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve);
        });
        if (picture !== null) await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
        document.querySelector<HTMLElement>('#paste')?.focus();
      });
      await files().chat.chord('KeyV', 'Control');
      await files().gets('paste: image.png');
    });

    test.each([
      ['clean', 'minutes.txt', ['picker: minutes.txt']],
      ['key', 'settings.env', ['picker: AbortError']],
    ] as const)('the page’s own picker, and a %s file', async (id, name, got) => {
      const { page, chat } = files();
      // No driver opens the browser's own window: a stand-in gives a handle of the page's own storage.
      const script = await page.evaluateOnNewDocument(
        (fileName: string, content: string) => {
          const { storage } = navigator;
          const root = storage.getDirectory.bind(storage);
          Object.assign(globalThis, {
            async showOpenFilePicker() {
              const handle = await (await root()).getFileHandle(fileName, { create: true });
              const writable = await handle.createWritable();
              await writable.write(content);
              await writable.close();
              return [handle];
            },
          });
        },
        name,
        FILES[id].content,
      );
      await files().open();
      await page.click('#picker button');
      if (id === 'key') {
        expect((await chat.dialogOpens()).found).toEqual([`${FILES.key.says} ghp_… ${name}`]);
        await page.keyboard.press('Escape');
        await chat.dialogCloses();
      }
      await eventually('the picker has answered', async () => (await files().got()).length > 0);
      expect(await files().got()).toEqual(got);
      await page.removeScriptToEvaluateOnNewDocument(script.identifier);
    });
  },
);
