/**
 * Runs in the page's own world, before its first script, and decides nothing: what the page reads from the clipboard, and files that
 * come by no event of the document, are shown to the guard first, which says whether the page gets them. Whatever the page could do
 * with these functions it could do without them.
 */
import { HELLO, PORT } from './shim-events.js';
import { showFilesFirst, type ShowFiles } from './shim-files.js';

const { port1: port, port2: theirs } = new MessageChannel();
const waiting = new Map<string, (answer: string) => void>();
const [post, then] = [port.postMessage.bind(port), Reflect.apply];
let [asked, connected] = [0, false];

port.onmessage = ({ data }: MessageEvent<string>) => {
  const at = data.indexOf(' ');
  waiting.get(data.slice(0, at))?.(data.slice(at + 1));
  waiting.delete(data.slice(0, at));
};

function offer(): void {
  if (!connected) connected = !dispatchEvent(new MessageEvent(PORT, { ports: [theirs], cancelable: true }));
}

addEventListener(HELLO, offer, { capture: true, once: true });
offer();

function answerTo(message: (id: string) => unknown): Promise<string> {
  const id = String((asked += 1));
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    post(message(id));
  });
}

const refused = () => new DOMException('Read permission denied.', 'NotAllowedError');

/** @returns the text that the page may have @throws when it may have none */
async function shown(text: string): Promise<string> {
  if (!connected || text === '') return text;
  const answer = await answerTo((id) => `${id} ${text}`);
  if (answer.startsWith('-')) throw refused();
  return answer.startsWith('+') ? answer.slice(1) : text;
}

const shownFiles: ShowFiles = async (files, isFolder) => {
  if (!connected) return files;
  const answer = await answerTo((id) => [id, files, isFolder]);
  if (answer === '=') return files;
  const kept = answer.slice(1).split(',');
  return files.filter((_, index) => kept.includes(String(index)));
};

async function shownItem(item: ClipboardItem): Promise<ClipboardItem> {
  const type = ['text/plain', 'text/html'].find((each) => item.types.includes(each));
  if (type === undefined) {
    const [only = ''] = item.types;
    const files = await shownFiles(
      [new File([await item.getType(only)], only.replace('/', '.'), { type: only })],
      false,
    );
    if (files.length === 0) throw refused();
    return item;
  }
  const text = await (await item.getType(type)).text();
  const allowed = await shown(text);
  return allowed === text ? item : new ClipboardItem({ [type]: new Blob([allowed], { type }) });
}

if (typeof Clipboard !== 'undefined') {
  // Called with the page's own `this`, by `then` alone.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { readText, read } = Clipboard.prototype;
  Object.assign(Clipboard.prototype, {
    async readText(this: Clipboard) {
      return shown(await then<Clipboard, [], Promise<string>>(readText, this, []));
    },
    async read(this: Clipboard, ...options: []) {
      const items = await then<Clipboard, [], Promise<ClipboardItem[]>>(read, this, options);
      return Promise.all(items.map(shownItem));
    },
  });
}

showFilesFirst(shownFiles);
