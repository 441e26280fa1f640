/** The acts of the matrix that send datagrams: nothing answers them, but whether one was sent can be seen. */
import { createSocket } from 'node:dgram';
import { eventually } from '../harness/eventually.js';
import type { Act } from './requests.js';
import type { Stage } from './stage.js';

/** Sends to the restricted host first, and then to an open one: what that sends shows what would have been seen. */
async function sending(stage: Stage, send: (host: string) => Promise<void>): Promise<void> {
  const page = await stage.open(`https://${stage.other}/`);
  const ear = createSocket('udp4');
  let heard = 0;
  ear.on('message', () => (heard += 1));
  // Every host leads to this port, whichever is named.
  await new Promise<void>((resolve) => ear.bind(stage.sites.port, '127.0.0.1', resolve));
  try {
    await page.evaluate(send, stage.closed);
    stage.result = heard > 0 ? 'shown' : 'failed';
    heard = 0;
    await page.evaluate(send, stage.other);
    await eventually('an open site’s datagram is heard', () => Promise.resolve(heard > 0));
  } finally {
    ear.close();
  }
}

/** Until it has failed, or has had time to send something. */
function openTransport(host: string): Promise<void> {
  const transport = new WebTransport(`https://${host}:443/transport`);
  const failed = transport.ready.then(
    () => undefined,
    () => undefined,
  );
  transport.closed.catch(() => undefined);
  return Promise.race([failed, new Promise<void>((resolve) => setTimeout(resolve, 1_000))]);
}

export const DATAGRAMS: Record<string, Act> = {
  'a WebTransport': (stage) => sending(stage, openTransport),
};
