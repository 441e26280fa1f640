/** The reader of PDF comes into a guarded page when it is asked for, and works there under the page's strictest policy. */
import { expect, test } from '@jest/globals';
import type { DataRequest } from '../../../src/protocol/data-messages.js';
import type { ReadPdf } from '../../../src/data/files/pdf-text.js';
import { pdfDocument } from '../../support/pdf-documents.js';
import { CHAT } from './editor-pages.js';
import type { Stage } from './stage.js';

/** What the guard's scripts share in their own world. */
interface Guarded {
  readonly gatepostDataGuard: { readonly readPdf?: ReadPdf };
}

export function playPdf({ scene, chat }: Stage): void {
  test('a PDF is read in the page, by a reader that was not there before', async () => {
    await chat().open('textarea?strict');
    const file = pdfDocument({ pages: [['Größe (x)'], ['two']], info: '/Title (Title)' });
    const read = await scene().browser.inQuietPage((page) =>
      page.evaluate(
        async (url, bytes, request) => {
          const [tab] = await chrome.tabs.query({ url });
          const [answer] = await chrome.scripting.executeScript({
            target: { tabId: tab?.id ?? -1 },
            func: inGuardedPage,
            args: [bytes, request],
          });
          return answer?.result;

          async function inGuardedPage(pdf: number[], asked: object) {
            const { gatepostDataGuard } = globalThis as unknown as Guarded;
            const wasThere = gatepostDataGuard.readPdf !== undefined;
            await chrome.runtime.sendMessage(asked);
            const limits = { characters: 1_000, pages: 10, unpacked: 1_000_000, isLate: () => false };
            const text = await gatepostDataGuard.readPdf?.(Uint8Array.from(pdf), limits);
            return { wasThere, text };
          }
        },
        `${CHAT}/*`,
        [...file],
        { kind: 'data-pdf' } satisfies DataRequest,
      ),
    );
    expect(read).toEqual({ wasThere: false, text: { texts: ['Größe (x)\n\ntwo', 'Title'], files: [], unread: [] } });
  });
}
