/** What may be shipped, in bytes: `test/unit/size.test.ts` fails beyond it, and `npm run bench -- size` prints it beside what is. */

/** The reader of PDF and its licence count apart from the package: no page loads them until a PDF is chosen in it. */
export const PDF_FILES = /^(?:data-guard-pdf\.js|pdfjs\.)/;

export const BUDGETS = {
  pdfZip: 410_000,
  zip: 240_000,
  files: {
    'worker.js': 170_000,
    'guard.js': 7_500,
    'stop-page.js': 6_000,
    'end-frame.js': 6_000,
    'guard-disarm.js': 6_000,
    'observe.js': 6_000,
    'data-guard.js': 24_000,
    'data-guard-engine.js': 63_000,
    'data-guard-dialog.js': 16_000,
    'data-guard-files.js': 34_500,
    'data-guard-shim.js': 3_000,
    'data-guard-pdf.js': 1_300_000,
    'popup.js': 32_000,
    'blocked.js': 36_000,
    'own-entry.js': 200,
    'status.js': 33_000,
  },
};

/** What was aimed at. */
export const GOALS = {
  zip: 150_000,
  'worker.js': 160_000,
  'guard.js': 7_500,
  'popup.js': 30_000,
  'data-guard.js': 60_000,
  'data-guard-engine.js': 60_000,
};
