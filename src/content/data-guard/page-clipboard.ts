/**
 * What the shim in the page's world is asked for, by the page's own paste button or a picker of files, comes here before the page
 * has it. The port is handed over before the page's first script runs, so that nobody else holds it.
 */
import { answerTo, ask } from './ask.js';
import { currentSpot } from './composer.js';
import { countAside, filesToHandOver, filesWait, isPassed } from './file-screen.js';
import { degraded } from './health.js';
import { parts } from './parts.js';
import { screen } from './screen.js';
import { HELLO, PORT } from './shim-events.js';

let port: MessagePort | null = null;

export function connectPageClipboard(): void {
  window.addEventListener(PORT, takePort, true);
  // The shim may have been there first, or come after us: whoever is second finds the other.
  window.dispatchEvent(new Event(HELLO));
}

const takePort = (event: Event): void => {
  const [offered] = (event as MessageEvent).ports;
  if (port !== null || offered === undefined) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  window.removeEventListener(PORT, takePort, true);
  port = offered;
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    void (Array.isArray(data) ? answerFiles(data) : answer(String(data)));
  };
};

export function checkShim(): void {
  if (port === null && 'clipboard' in navigator) degraded('shim-missing');
}

/** A number, files, and whether they are a folder's; back go the number, a sign, and which files the page may have. */
async function answerFiles([id, given, isFolder]: unknown[]): Promise<void> {
  const files = Array.isArray(given) ? given.filter((each) => each instanceof File) : [];
  const kept = await keptOf(files, isFolder === true);
  const indices = files.flatMap((file, index) => (kept.includes(file) ? [index] : []));
  port?.postMessage(`${String(id)} ${kept.length === files.length ? '=' : `+${indices.join(',')}`}`);
}

async function keptOf(files: readonly File[], isFolder: boolean): Promise<readonly File[]> {
  const waits = filesWait();
  if (waits === 'not-looked-at' || (!isFolder && files.every(isPassed))) return files;
  if (waits === 'held') return filesToHandOver(files, isFolder);
  countAside(files, isFolder);
  return files;
}

/** A number, a blank, and the text; back goes the number, a sign, and the text that the page may have. */
async function answer(message: string): Promise<void> {
  const at = message.indexOf(' ');
  const [id, text] = [message.slice(0, at), message.slice(at + 1)];
  const found = await answerTo(screen(text, 'page-paste'));
  if (found.kind === 'clean') {
    port?.postMessage(`${id} =`);
    return;
  }
  // Nobody has pressed the page's button behind it: a page that reads again and again would bring up one dialog after the other.
  if (parts.dialog?.isOpen() === true) {
    port?.postMessage(`${id} -`);
    return;
  }
  const spot = currentSpot();
  const decision = await ask(found, text);
  spot.restore();
  if (decision === null) port?.postMessage(`${id} -`);
  else port?.postMessage(decision.original ? `${id} =` : `${id} +${decision.text}`);
}
