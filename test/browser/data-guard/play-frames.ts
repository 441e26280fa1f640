/** Frames of every kind that a page can make: the guard is in each of them. */
import { test } from '@jest/globals';
import type { Frame } from 'puppeteer-core';
import { eventually } from '../harness/eventually.js';
import type { Chat } from './chat.js';
import { CHAT, EMBEDDED } from './editor-pages.js';
import { fieldHolds, paste, PASTED, REDACTED, type Stage } from './stage.js';

const FIELD = '<textarea></textarea>';

interface FrameKind {
  readonly src?: string;
  readonly srcdoc?: string;
  /** The content of a `blob:` address that the page makes. */
  readonly blob?: string;
  readonly sandbox?: string;
}

const KINDS: readonly (readonly [string, FrameKind])[] = [
  ['about:blank', {}],
  ['srcdoc', { srcdoc: FIELD }],
  ['of the same site', { src: `${CHAT}/plain` }],
  ['of another site of the tool', { src: `${EMBEDDED}/plain` }],
  ['sandboxed', { src: `${CHAT}/plain`, sandbox: 'allow-scripts' }],
  ['sandboxed srcdoc', { srcdoc: FIELD, sandbox: 'allow-scripts' }],
  ['blob:', { blob: FIELD }],
];

export function playFrames({ chat }: Stage): void {
  test.each(KINDS)('a frame: %s', async (_, kind) => {
    const { page } = chat();
    await chat().open('textarea');
    await chat().copy(PASTED);
    await page.evaluate(({ src, srcdoc, blob, sandbox }) => {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'width:700px;height:500px';
      if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox);
      if (src !== undefined) frame.src = src;
      if (srcdoc !== undefined) frame.srcdoc = srcdoc;
      if (blob !== undefined) frame.src = URL.createObjectURL(new Blob([blob], { type: 'text/html' }));
      document.body.prepend(frame);
      const isBlank = src === undefined && srcdoc === undefined && blob === undefined;
      if (isBlank) frame.contentDocument?.body.append(frame.contentDocument.createElement('textarea'));
    }, kind);
    const frame = await inFrame(chat());
    await (await frame.$('textarea'))?.click();
    await paste(chat());
    const isOpen = () => frame.evaluate(() => document.querySelector('gatepost-data-guard') !== null);
    await eventually('the dialog opens in the frame', isOpen);
    await page.keyboard.press('Enter');
    await fieldHolds(frame, REDACTED);
  });
}

async function inFrame({ page }: Chat): Promise<Frame> {
  let found: Frame | undefined;
  await eventually('the frame is there', async () => {
    const [frame] = page.mainFrame().childFrames();
    found = frame;
    return (await frame?.evaluate(() => document.querySelector('textarea') !== null).catch(() => false)) === true;
  });
  if (found === undefined) throw new Error('the frame has gone');
  return found;
}
