/**
 * What a previewed page has in place of the browser: a script that runs before the page's own and answers what it asks, from the data
 * beside it. It reaches nothing else: no network, no storage, and no link leads anywhere.
 */
export interface StandInData {
  readonly languages: readonly string[];
  /** The extension's own texts, by key, with `$1` and so on for the values. */
  readonly messages: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly url: string | null;
}

export const STAND_IN = `
(() => {
  const { languages, messages, answers, nowMs, url } = JSON.parse(document.getElementById('preview').textContent);
  const around = window.parent;
  // The page is one of its own, in front of its reader, at the chosen moment.
  window.parent = window;
  document.hasFocus = () => true;
  Date.now = () => nowMs;
  Object.defineProperty(navigator, 'languages', { value: languages });
  const listeners = { addListener: () => undefined, removeListener: () => undefined };
  const getMessage = (key, values = []) =>
    (messages[key] ?? '').replace(/\\$(\\d)/g, (_, place) => [values].flat()[place - 1] ?? '');
  const api = {
    runtime: {
      id: 'preview',
      sendMessage: async ({ kind }) => answers[kind] ?? null,
      getManifest: () => ({ name: 'Gatepost', version: '' }),
      onMessage: listeners,
    },
    i18n: { getMessage, getUILanguage: () => languages[0] },
    storage: { local: { onChanged: listeners } },
    tabs: { query: async () => [{ url }] },
    management: { getSelf: async () => ({ installType: 'admin' }) },
  };
  Object.assign(window, { browser: api, chrome: api });
  for (const press of ['click', 'auxclick']) {
    window.addEventListener(press, (event) => {
      if (event.target instanceof Element && event.target.closest('a')) event.preventDefault();
    }, true);
  }
  window.addEventListener('submit', (event) => event.preventDefault(), true);
  // Of the content alone: the page around it is as high as its frame.
  const content = document.querySelector('main') ?? document.body;
  const say = () => around.postMessage({ preview: Math.ceil(content.getBoundingClientRect().height) }, '*');
  if (around === window) return;
  new ResizeObserver(say).observe(content);
  // A frame that is out of sight may not be drawn, and then nothing in it is resized.
  new MutationObserver(say).observe(content, { subtree: true, childList: true, attributes: true, characterData: true });
  say();
})();
`;

/** Opens the data guard's dialog with what it asks about. */
export const OPEN_DIALOG = `
(() => {
  const { answers: { question } } = JSON.parse(document.getElementById('preview').textContent);
  const { plan, evaluation, text } = question;
  document.getElementById('text').textContent = text;
  void window.gatepostDataGuard.dialog.decide(
    { kind: 'ask', guarding: { plan }, evaluation, text, channel: 'paste', unreadable: false }, text,
  );
})();
`;
