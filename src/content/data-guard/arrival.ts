/** Waits for the engine and the dialog, and asks for them where they are needed before they come by themselves; and for the reader of files. */
import type { DataRequest } from '../../protocol/data-messages.js';
import { parts, type FileChecker, type Parts } from './parts.js';

type Early = Pick<Parts, 'engine' | 'dialog'>;

const waiting: (() => void)[] = [];

// The parts that are asked for bring the first script with them once more, which waits for nothing.
if (parts.isStarted !== true)
  parts.onArrival = () => {
    for (const look of waiting) look();
  };

const arrived = whenThere((): Early | undefined => {
  const { engine, dialog } = parts;
  return engine === undefined || dialog === undefined ? undefined : { engine, dialog };
});
const filesThere = whenThere((): FileChecker | undefined => parts.files);

function whenThere<Part>(look: () => Part | undefined): Promise<Part> {
  return new Promise((resolve) => {
    waiting.push(() => {
      const part = look();
      if (part !== undefined) resolve(part);
    });
  });
}

/** A document may take long to arrive, and the reader does not wait for it. */
export function partsArrived(): Promise<Early> {
  if (parts.engine === undefined || parts.dialog === undefined) askFor({ kind: 'data-parts' });
  return arrived;
}

/** Nobody carries it who hands over no file. */
export function filesArrived(): Promise<FileChecker> {
  if (parts.files === undefined) askFor({ kind: 'data-files' });
  return filesThere;
}

function askFor(request: DataRequest): void {
  void chrome.runtime.sendMessage(request).catch(() => undefined);
}
