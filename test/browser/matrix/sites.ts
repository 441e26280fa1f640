/** The sites of the matrix: what each page does, by its path. Every page tells a witness that its script ran, and when. */
import type { StandInHandler } from '../../../scripts/browser/stand-in-server.mjs';
import { startStandIn } from '../../../scripts/browser/stand-in-server.mjs';

/** On an open site, so that no rule hides it. */
export const WITNESS = 'witness.example';

const TELL = `fetch('https://${WITNESS}/ran?' + new URLSearchParams({ at: Date.now(), url: location.href }), { mode: 'no-cors', keepalive: true });`;

const SCRIPTS: Record<string, string> = {
  '/keeper': `addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay'; });`,
  '/live': `
    const at = 'https://' + location.host;
    new EventSource(at + '/events');
    new WebSocket(at.replace('http', 'ws') + '/socket');
    fetch(at + '/stream');`,
  '/set-up-worker': `
    navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)
      .then(() => { document.title = 'set up'; });`,
  '/talking': `
    navigator.serviceWorker.register('/connected-worker.js').then(() => navigator.serviceWorker.ready)
      .then(({ active }) => { setInterval(() => active.postMessage('still there'), 500); });`,
};

/** Held for as long as a worker lives, which a page that talks to it makes long. */
const CONNECTED_WORKER = `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('message', () => { self.socket ??= new WebSocket('wss://' + location.host + '/socket'); });`;

/** The site's own service worker answers every page by itself. */
const WORKER = `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  self.addEventListener('fetch', (event) => {
    if (event.request.mode !== 'navigate') return;
    const page = '<!doctype html><title>from the worker</title><script>${TELL.replaceAll("'", "\\'")}</script>';
    event.respondWith(new Response(page, { headers: { 'Content-Type': 'text/html' } }));
  });`;

/** Asks for what it is told to and says what came of it, whichever kind of worker it is. */
const ASKING_WORKER = `
  const ask = ({ data }, asker) => fetch(data).then(() => asker.postMessage('answered'), () => asker.postMessage('failed'));
  self.onmessage = (event) => ask(event, event.source ?? self);
  self.onconnect = ({ ports: [port] }) => { port.onmessage = (event) => ask(event, port); };`;

export interface Sites extends Awaited<ReturnType<typeof startStandIn>> {
  /** Connections that are open now, by host. */
  readonly live: ReadonlyMap<string, number>;
}

export async function startSites(): Promise<Sites> {
  const live = new Map<string, number>();
  const count = (host: string, change: number) => live.set(host, (live.get(host) ?? 0) + change);
  const watch = (host: string, connection: NodeJS.EventEmitter) => {
    count(host, 1);
    connection.once('close', () => count(host, -1));
  };
  const standIn = await startStandIn({
    handler: (request, response) => answer(request, response, watch),
    onSocket: ({ host }, socket) => {
      watch(host, socket);
    },
  });
  return { ...standIn, live };
}

function answer(
  { host, path }: Parameters<StandInHandler>[0],
  response: Parameters<StandInHandler>[1],
  watch: (host: string, connection: NodeJS.EventEmitter) => void,
): boolean {
  const { pathname, searchParams } = new URL(path, 'http://site');
  const send = (type: string, body: string) => {
    response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body);
    return true;
  };
  if (pathname === '/events' || pathname === '/stream') {
    watch(host, response);
    response.writeHead(200, { 'Content-Type': pathname === '/events' ? 'text/event-stream' : 'text/plain' });
    response.write('data: begun\n\n');
    return true;
  }
  if (pathname === '/reports') {
    response.setHeader('Reporting-Endpoints', `there="https://${searchParams.get('to') ?? ''}/reports"`);
    response.setHeader('Content-Security-Policy', "script-src 'none'; report-to there");
    return send('text/html', '<script>throw new Error("it is reported, not run")</script>');
  }
  if (pathname === '/worker.js') return send('text/javascript', WORKER);
  if (pathname === '/connected-worker.js') return send('text/javascript', CONNECTED_WORKER);
  if (pathname === '/asking-worker.js') return send('text/javascript', ASKING_WORKER);
  if (pathname === '/picture.svg') return send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  if (host === 'translate.google.com') {
    const { host: shown, pathname: page } = new URL(searchParams.get('u') ?? '');
    response.writeHead(302, { Location: `https://${shown.replaceAll('.', '-')}.translate.goog${page}` }).end();
    return true;
  }
  if (pathname === '/file.pdf') return send('application/pdf', '%PDF-1.4\n%%EOF');
  if (pathname === '/content') return send('text/html', searchParams.get('html') ?? '');
  if (!/\b(closed|mixed)\.example\.?(:\d+)?$/.test(host)) return false;
  const script = `${TELL}${SCRIPTS[pathname] ?? ''}`;
  return send('text/html', `<!doctype html><title>${pathname}</title><input id="box"><script>${script}</script>`);
}
