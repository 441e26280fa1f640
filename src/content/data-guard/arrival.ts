/** Waits for the engine and the dialog, and asks for them where they are needed before they come by themselves. */
import type { DataRequest } from '../../protocol/data-messages.js';
import { parts, type Parts } from './parts.js';

type FirstParts = Pick<Parts, 'engine' | 'dialog'>;

const arrived = new Promise<FirstParts>((resolve) => {
  // The parts that are asked for bring the first script with them once more, which waits for nothing.
  if (parts.isStarted === true) return;
  parts.onArrival = () => {
    const { engine, dialog } = parts;
    if (engine !== undefined && dialog !== undefined) resolve({ engine, dialog });
  };
});

/** A document may take long to arrive, and the reader does not wait for it. */
export function partsArrived(): Promise<FirstParts> {
  const request: DataRequest = { kind: 'data-parts' };
  if (parts.engine === undefined || parts.dialog === undefined)
    void chrome.runtime.sendMessage(request).catch(() => undefined);
  return arrived;
}
