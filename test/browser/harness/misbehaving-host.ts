/**
 * Stands between a browser and its company's policy server: hands on what the server answers until a test scripts
 * something else.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { eventually } from './eventually.js';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An answer that asks nothing about the request. */
type SameAnswer = (response: ServerResponse) => void;

export interface MisbehavingHost {
  /** For `policyUrl`. */
  readonly url: string;
  /** In order of arrival. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** What every request gets from now on; null: what the company's server says. */
  answerWith(answer: Answer | null): void;
  /** Resolves when there have been more than so many requests. */
  waitForRequest(afterSoMany: number): Promise<void>;
  /** Nobody listens any more. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

/** @param upstream address of the policy at the company's own server */
export async function startMisbehavingHost(upstream: string): Promise<MisbehavingHost> {
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  let scripted: Answer | null = null;
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    if (scripted === null) void handOn(upstream, request, response);
    else scripted(response, request);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/policy.jws`,
    requests,
    answerWith(answer) {
      scripted = answer;
    },
    waitForRequest: (afterSoMany) =>
      eventually(`request ${afterSoMany + 1}`, () => Promise.resolve(requests.length > afterSoMany)),
    goDown: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
    comeBack: () => listen(address.port),
  };
}

async function handOn(upstream: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = request.headers['if-none-match'];
  const answer = await fetch(upstream, { headers: asked === undefined ? {} : { 'If-None-Match': asked } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(bytes);
}

/** Says this and no more. */
export function saying(status: number, headers: Record<string, string> = {}, body = ''): SameAnswer {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Serves this document as a static host would. */
export function serving(document: string, headers: Record<string, string> = {}): SameAnswer {
  return saying(200, { 'Content-Type': 'application/jose', ...headers }, document);
}

/** Never says a word; `release` lets each request that waits, and each that comes, have the answer. */
export function holding(answer: Answer): { readonly answer: Answer; release(): void } {
  let open: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    answer: (response, request) =>
      void released.then(() => {
        answer(response, request);
      }),
    release: () => {
      open();
    },
  };
}

/** Begins a body and goes on with it for ever, a byte at a time. */
export const dripping: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/jose' });
  const timer = setInterval(() => response.write('e'), 200);
  response.on('close', () => {
    clearInterval(timer);
  });
};

/** Sends bytes for as long as they are taken, without saying how many there will be. */
export const flooding: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/jose' });
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 'e')));
  };
  response.on('drain', more);
  more();
};

/** Hangs up without an answer. */
export const hangingUp: Answer = (response) => {
  response.destroy();
};

/** Promises more than it sends, and hangs up. */
export const breakingOff: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/jose', 'Content-Length': '5000' });
  response.write('eyJ', () => response.destroy());
};
