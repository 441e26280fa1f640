/** The acts of the matrix in which the browser itself asks a restricted site for something, led by an open site's page. */
import type { AddressInfo } from 'node:net';
import { createSecureServer } from 'node:http2';
import { generate } from 'selfsigned';
import type { Act } from './requests.js';
import type { Stage } from './stage.js';

/** After an open site's own request has come: one to the restricted site had been asked for before it. */
const COMES_WITHIN_MS = 5_000;

/** Whether the restricted site is asked, once an open one was. */
async function isAsked({ sites, closed, other }: Stage): Promise<boolean> {
  const isOwn = (path: string) => path !== '/' && !path.startsWith('/favicon');
  const of = (site: string) => (request: { host: string; path: string }) =>
    request.host.endsWith(site) && isOwn(request.path);
  await sites.waitForRequest(of(`asked.${other}`));
  return sites.waitForRequest(of(`asked.${closed}`), { timeoutMs: COMES_WITHIN_MS }).then(
    () => true,
    () => false,
  );
}

/** @param ask leads the browser to ask a host; what comes of it does not matter, and a page may ask for one only at a time */
function led(ask: (host: string) => void): Act {
  return async (stage) => {
    for (const host of [`asked.${stage.closed}`, `asked.${stage.other}`]) {
      const page = await stage.open(`https://${stage.other}/`);
      await page.evaluate(ask, host);
    }
    stage.result = (await isAsked(stage)) ? 'shown' : 'failed';
  };
}

/** Chromium knows early hints over HTTP/2 only, which the stand-in does not speak. */
async function withHints(hosts: readonly string[], act: (url: string) => Promise<void>): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'hints' }], { keyType: 'ec' });
  const links = hosts.map((host) => `<https://${host}/hinted.js>; rel=preload; as=script`);
  const server = createSecureServer({ key, cert });
  server.on('stream', (stream, headers) => {
    if (headers[':path'] !== '/hints') {
      stream.respond({ ':status': 404 }, { endStream: true });
      return;
    }
    stream.additionalHeaders({ ':status': 103, link: links.join(', ') });
    // Never answered: the browser acts on the hints while it waits.
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await act(`https://127.0.0.1:${(server.address() as AddressInfo).port}/hints`).finally(() => server.close());
}

export const BROWSER_REQUESTS: Record<string, Act> = {
  'a sign-in by FedCM': led((host) => {
    const identity = { providers: [{ configURL: `https://${host}/config.json`, clientId: 'client' }] };
    navigator.credentials.get({ identity } as CredentialRequestOptions).catch(() => undefined);
  }),
  'a passkey of a related origin': led((rpId) => {
    navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), rpId } }).catch(() => undefined);
  }),
  'a payment method': led((host) => {
    const total = { label: 'one', amount: { currency: 'EUR', value: '1' } };
    void new PaymentRequest([{ supportedMethods: `https://${host}/pay` }], { total }).canMakePayment();
  }),
  'a report': async (stage) => {
    const hosts = [`asked.${stage.closed}`, `asked.${stage.other}`];
    for (const host of hosts) await stage.open(`https://${stage.other}/reports?to=${host}`);
    stage.result = (await isAsked(stage)) ? 'shown' : 'failed';
  },
  'an early hint': async (stage) => {
    await withHints([`asked.${stage.closed}`, `asked.${stage.other}`], async (url) => {
      const page = await stage.browser.browser.newPage();
      stage.pages.push(page);
      void page.goto(url).catch(() => undefined);
      stage.result = (await isAsked(stage)) ? 'shown' : 'failed';
    });
  },
};
