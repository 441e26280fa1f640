/** The demonstration's internet: every host is answered on this machine, so no AI site is ever reached. */
import { labelledDocument } from './labelled-document.mjs';
import { startStandIn } from '../browser/stand-in-server.mjs';

export const START_PAGE = 'https://start.contoso.example/';

const LINKS = [
  ['https://chatgpt.com/', 'ChatGPT: restricted'],
  ['https://www.bing.com/images/create', 'Bing Image Creator: restricted, inside an open site'],
  ['https://www.bing.com/search?q=weather', 'Bing search: not restricted'],
  ['https://assistant.contoso.example/', 'Contoso Assistant: approved'],
  ['https://chat.northwind.example/', 'Northwind Chat: open, and keys and confidential files are noticed there'],
];

/** Made up, of the shape that GitHub documents. */
const NOTES = `Deployment failed again, can you see why?\nexport GITHUB_TOKEN=${['ghp', 'aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5'].join('_')}\n`;

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** @param {string} title @param {string} body */
const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}
li{margin:.5rem 0}</style><h1>${title}</h1>${body}</html>`;

const chatPage = page(
  'Northwind Chat',
  `<p><label>Notes to copy from<br><textarea id="notes" rows="3" cols="60" readonly>${NOTES}</textarea></label></p>
<p><label>Your message<br><textarea id="message" rows="5" cols="60"></textarea></label></p><button type="button">Send</button>
<p><a href="/offer.docx" download>A document with the label “Confidential”</a></p>
<p><label>Attach a file<br><input type="file" id="file"></label></p>`,
);

/** Pages that are more than their name. */
const PAGES = new Map([['chat.northwind.example', chatPage]]);

const startPage = page(
  'Try Gatepost',
  `<p>Every site here is a stand-in on this machine.</p>
<ul>${LINKS.map(([url, text]) => `<li><a href="${url}">${text}</a></li>`).join('')}</ul>
<p>The Gatepost button in the toolbar (behind the puzzle piece at first) tells this browser's status.</p>`,
);

PAGES.set(new URL(START_PAGE).host, startPage);

/** @returns {ReturnType<typeof startStandIn>} */
export function startInternet() {
  return startStandIn({
    handler: ({ host, path }, response) => {
      if (path === '/favicon.ico') {
        response.writeHead(204).end();
        return true;
      }
      if (path === '/offer.docx') {
        response.writeHead(200, { 'Content-Type': WORD }).end(labelledDocument());
        return true;
      }
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      const name = host.replace(/[^\w.:-]/g, '');
      response.end(PAGES.get(name) ?? page(name, '<p>A stand-in for this site: it was not restricted.</p>'));
      return true;
    },
  });
}
