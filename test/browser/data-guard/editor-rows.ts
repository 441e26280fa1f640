/** The editors that chats are made of, as the tests open them; `docs/reference/data-guard-editors.md` is made from this table. */

/** A way in, and what becomes of it. */
export const WAYS = {
  clean: ['paste', 'clean: the browser’s own event, untouched'],
  placeholders: ['paste', 'placeholders'],
  plain: ['paste without formatting', 'Escape'],
  anyway: ['paste', 'as it is, with a reason; then no second question'],
  blocked: ['paste', 'blocked'],
  enter: ['typed, Enter', 'placeholders, then sent'],
  button: ['typed, send button', 'as it is, with a reason, sent once'],
  drop: ['drop', 'placeholders'],
} as const;

export type WayId = keyof typeof WAYS;
export const WAY_IDS = Object.keys(WAYS) as WayId[];
/** Firefox's driver makes no drags. */
export const CHROMIUM_WAYS: readonly WayId[] = ['drop'];

export interface EditorRow {
  readonly name: string;
  /** Path and query of its page. */
  readonly place: string;
  /** Ways in that the editor itself does not have. */
  readonly cannot: readonly WayId[];
}

const row = (name: string, place: string, ...cannot: WayId[]): EditorRow => ({ name, place, cannot });

export const EDITORS: readonly EditorRow[] = [
  row('textarea', 'textarea'),
  row('textarea in a closed shadow root', 'textarea?closed'),
  row('React-controlled textarea', 'react'),
  row('contenteditable', 'contenteditable'),
  row('ProseMirror', 'prosemirror'),
  row('ProseMirror in a closed shadow root', 'prosemirror?closed'),
  row('Lexical', 'lexical'),
  row('Quill', 'quill', 'drop'),
  row('Slate', 'slate'),
  row('CodeMirror 6', 'codemirror'),
  row('TipTap', 'tiptap'),
];

/** Situations that the `play-*.ts` play in both browsers, by the names of their tests. */
export const PLACES = [
  'a page with a strict content security policy and Trusted Types',
  'above the page’s own modal dialog',
  'the page’s scripts press nothing and see no key',
  'a page that takes the dialog away gets nothing by it',
  'a page that the back button brings back',
  'a frame: about:blank',
  'a frame: srcdoc',
  'a frame: of the same site',
  'a frame: of another site of the tool',
  'a frame: sandboxed',
  'a frame: sandboxed srcdoc',
  'a frame: blob:',
  'a long clean text is held, and arrives whole',
  'a form without a script: its button',
  'a form without a script: Enter in its line',
  'the middle button of the mouse, which pastes what is selected',
  'a page served by the site’s own service worker',
  'a paste before the guard has its engine and its dialog',
  'nothing of a text is stored, sent or reported',
  'a page that hinders nobody is not reported',
  'a document that is written anew',
  'a page that keeps pastes from the guard is reported',
  'a page that sends in a way that the guard does not see is reported',
] as const;

/** What only Chromium's driver can do, by the names of the tests. */
export const CHROMIUM_PLACES = [
  'text that comes all at once, as from dictation',
  'Enter that belongs to an input method sends nothing and is not stopped',
  'a text that takes longer than a frame: a sign says that it is being checked',
  'the page’s own paste button, answered with Enter',
  'the page’s own paste button, answered with Escape',
] as const;
