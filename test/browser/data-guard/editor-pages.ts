/** Serves the editors' pages, and what else the data guard's tests open. */
import { build } from 'esbuild';
import { startStandIn, type StandInHandler } from '../../../scripts/browser/stand-in-server.mjs';

/** A tool of the tests' policy. */
export const CHAT = 'https://chat.example';
/** Another site of that tool, which its pages show in frames. */
export const EMBEDDED = 'https://embedded.example';

/** @param name of a script beside this file */
async function pageScript(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/browser/data-guard/${name}.ts`],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

const page = (
  body: string,
  head = '',
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chat</title>${head}
<style>#place{display:block;width:40rem;min-height:8rem;border:1px solid}textarea{width:100%;height:8rem}</style>${body}</html>`;

const FORM = `<form action="/received" method="post"><input name="text" size="60"><button>Send</button></form>`;

/** The site's own service worker, which answers a page by itself. */
const WORKER = `
self.addEventListener('fetch', (event) => {
  const page = '<!doctype html><title>from the worker</title><textarea></textarea>';
  event.respondWith(new Response(page, { headers: { 'Content-Type': 'text/html' } }));
});`;

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const SCRIPT = { 'Content-Type': 'text/javascript' };

/** Serves the page of the ways in for files, at `/files`. */
export async function startFilePages(): ReturnType<typeof startStandIn> {
  const script = await pageScript('file-app');
  const handler: StandInHandler = ({ path }, response) => {
    if (path === '/file-app.js') response.writeHead(200, SCRIPT).end(script);
    else if (path === '/files')
      response.writeHead(200, HTML).end(page('<h1>Chat</h1><script src="/file-app.js"></script>'));
    else if (path === '/received') response.writeHead(200, HTML).end(page('<p>Received</p>'));
    else return false;
    return true;
  };
  return startStandIn({ handler });
}

export async function startEditorPages(): ReturnType<typeof startStandIn> {
  const script = await pageScript('editors');
  let unfinished: { end: () => unknown }[] = [];
  const others: Readonly<Record<string, (response: Parameters<StandInHandler>[1]) => void>> = {
    '/editors.js': (response) => response.writeHead(200, { ...SCRIPT, 'Cache-Control': 'max-age=600' }).end(script),
    '/worker.js': (response) => response.writeHead(200, SCRIPT).end(WORKER),
    '/plain': (response) => response.writeHead(200, HTML).end(page('<textarea></textarea>')),
    '/form': (response) => response.writeHead(200, HTML).end(page(FORM)),
    '/received': (response) => response.writeHead(200, HTML).end(page('<p>Received</p>')),
    '/slow': (response) => {
      response.writeHead(200, HTML).write(page('<textarea></textarea>').replace('</html>', ''));
      unfinished.push(response);
    },
    '/finish': (response) => {
      for (const each of unfinished) each.end();
      unfinished = [];
      response.writeHead(200, HTML).end();
    },
  };
  const handler: StandInHandler = ({ path }, response) => {
    const { pathname } = new URL(path, CHAT);
    const other = others[pathname];
    if (other !== undefined) {
      other(response);
      return true;
    }
    if (!/^\/[a-z]+$/.test(pathname)) return false;
    const csp = "default-src 'self'; style-src 'self'; frame-src 'none'; require-trusted-types-for 'script'";
    const strict = path.includes('strict');
    response.writeHead(200, {
      ...HTML,
      ...(strict && { 'Content-Security-Policy': csp }),
    });
    response.end(
      page(
        `<h1>Chat</h1><div id="place"></div><button id="send" type="button">Send</button>
<button id="menu" type="button" aria-haspopup="menu">Menu</button><button id="read" type="button">Paste</button>
<p draggable="true" id="drag">drag</p><textarea id="source"></textarea><script src="/editors.js"></script>`,
      ),
    );
    return true;
  };
  return startStandIn({ handler });
}
