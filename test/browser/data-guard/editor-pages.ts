/** Serves the editors' pages, and what else the data guard's tests open. */
import { build } from 'esbuild';
import { startStandIn, type StandInHandler } from '../../../scripts/browser/stand-in-server.mjs';

/** A tool of the tests' policy. */
export const CHAT = 'https://chat.example';

async function editorsScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['test/browser/data-guard/editors.ts'],
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

export async function startEditorPages(): ReturnType<typeof startStandIn> {
  const script = await editorsScript();
  const handler: StandInHandler = ({ path }, response) => {
    const { pathname } = new URL(path, CHAT);
    if (pathname === '/editors.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=600' }).end(script);
      return true;
    }
    if (pathname === '/plain') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page('<textarea></textarea>'));
      return true;
    }
    if (!/^\/[a-z]+$/.test(pathname)) return false;
    const csp = "default-src 'self'; style-src 'self'; frame-src 'none'; require-trusted-types-for 'script'";
    const strict = path.includes('strict');
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
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
