/** Files by every door, of every kind and outcome, in one browser; and that nothing of them stays behind. */
import { describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { KEY } from './chat-policy.js';
import { CHAT, startFilePages } from './editor-pages.js';
import {
  DOOR_IDS,
  DOORS,
  FILE_IDS,
  filePolicy,
  FILES,
  SAMPLE,
  type DoorId,
  type FileId,
  type FileRow,
} from './file-rows.js';
import { playPrivacy } from './play-privacy.js';
import { setStage, type Stage } from './stage.js';

interface InPage {
  readonly files: { readonly got: string[]; readonly seen: string[] };
}

export class FileStage<Kind extends ManagedBrowser> {
  constructor(private readonly stage: Stage<Kind>) {}

  get page() {
    return this.stage.chat().page;
  }

  get chat() {
    return this.stage.chat();
  }

  async open(): Promise<void> {
    await this.page.goto(`${CHAT}/files`);
    await this.page.bringToFront();
    await this.page.waitForFunction(() => document.body.dataset['ready'] === 'true');
    await this.page.waitForSelector('#react-dropzone div');
  }

  /** Writes a file to hand over, and says where it lies. */
  async fileOf(id: FileId): Promise<string> {
    const folder = path.join(this.stage.scene().company.workDir, 'handed-over');
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, FILES[id].name);
    await writeFile(file, FILES[id].content);
    return file;
  }

  /** Chooses files as a person does, in the window of the browser that the click opens. */
  async choose(door: DoorId | 'folder', ...files: string[]): Promise<void> {
    const opened = this.page.waitForFileChooser();
    await this.page.click(CLICKED[door]);
    const chooser = await opened;
    await chooser.accept(files);
  }

  got(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).files.got);
  }

  async gets(...wanted: string[]): Promise<void> {
    await eventually(`the page has ${wanted.join('; ')}`, async () => (await this.got()).length >= wanted.length);
    expect(await this.got()).toEqual(wanted);
  }

  /** Which of the page's listeners were asked before somebody had decided. */
  seen(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).files.seen);
  }

  /** Answers the dialog, where the row says that one comes, and looks at what the page has then. */
  async outcome(row: FileRow, door: string): Promise<void> {
    const handed = `${door}: ${row.name}`;
    if (row.outcome !== 'goes on') {
      const { found, focused } = await this.chat.dialogOpens();
      expect(found.join('\n')).toContain(row.says);
      expect(found.join('\n')).toContain(row.name);
      expect(focused).toBe('cancel');
      expect({ got: await this.got(), seen: await this.seen() }).toEqual({ got: [], seen: [] });
      if (row.outcome === 'refused') {
        await this.page.keyboard.press('Escape');
        await this.chat.dialogCloses();
        expect(await this.got()).toEqual([]);
        return;
      }
      await this.chat.insertAnyway();
    }
    await this.gets(handed);
  }
}

const CLICKED: Readonly<Record<DoorId | 'folder', string>> = {
  plain: '#plain input',
  closed: '#closed-button button',
  loose: '#loose button',
  'react-dropzone': '#react-dropzone div',
  uppy: '#uppy button',
  folder: '#folder input',
};

export function playFiles<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  more: (stage: Stage<Kind>, files: () => FileStage<Kind>) => void = () => undefined,
): void {
  const stage = setStage(start, filePolicy, startFilePages);
  const files = () => new FileStage(stage);

  describe.each(DOOR_IDS)('%s', (door) => {
    const ids = door === 'plain' ? FILE_IDS : SAMPLE;
    test.each(ids.map((id) => ({ id, name: FILES[id].what, by: DOORS[door] })))('$name by $by', async ({ id }) => {
      await files().open();
      await files().choose(door, await files().fileOf(id));
      await files().outcome(FILES[id], door);
    });
  });

  test('a refused file can be chosen again, and what was let through is not asked about again', async () => {
    await files().open();
    const project = await files().fileOf('project');
    await files().choose('react-dropzone', project);
    await files().chat.dialogOpens();
    await files().page.keyboard.press('Escape');
    await files().chat.dialogCloses();
    await files().choose('react-dropzone', project);
    await files().chat.dialogOpens();
    await files().chat.insertAnyway();
    await files().gets('react-dropzone: plan.md');
    await files().choose('react-dropzone', project);
    await files().gets('react-dropzone: plan.md', 'react-dropzone: plan.md');
    expect(await files().chat.dialog()).toBeNull();
  });

  test('of several files, the others go on', async () => {
    await files().open();
    await files().choose('plain', await files().fileOf('clean'), await files().fileOf('key'));
    expect((await files().chat.dialogOpens()).buttons.map(({ act }) => act)).toEqual(['redact', 'cancel']);
    await files().page.keyboard.press('Enter');
    await files().gets('plain: minutes.txt');
  });

  test('a form sends a file that was looked at, and none that was refused', async () => {
    const { page, chat } = files();
    const bodies = () =>
      stage
        .scene()
        .standIn.requests.filter(({ path: at }) => at === '/received')
        .map(({ body }) => body);
    await files().open();
    const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#form input')]);
    await chooser.accept([await files().fileOf('clean')]);
    await eventually('the form has the file', () =>
      page.evaluate(() => (document.querySelector<HTMLInputElement>('#form input')?.files?.length ?? 0) === 1),
    );
    await Promise.all([page.waitForNavigation(), page.click('#form button')]);
    expect(bodies().at(-1)).toContain('minutes.txt');
    await files().open();
    const [again] = await Promise.all([page.waitForFileChooser(), page.click('#form input')]);
    await again.accept([await files().fileOf('key')]);
    await chat.dialogOpens();
    await page.keyboard.press('Escape');
    await chat.dialogCloses();
    await Promise.all([page.waitForNavigation(), page.click('#form button')]);
    expect(bodies().at(-1)).not.toContain('settings.env');
  });

  more(stage, files);

  playPrivacy(stage, [KEY, ...FILE_IDS.filter((id) => FILES[id].outcome === 'refused').map((id) => FILES[id].name)]);
}
