/** The acts of the matrix that leave a connection open. */
import type { Page } from 'puppeteer-core';
import type { Act } from './requests.js';

export const CONNECTIONS: Record<string, Act> = {
  'open page with connections': async (stage) => {
    await stage.open(`https://${stage.closed}/live`);
    await stage.sites.waitForRequest(({ host, path }) => host === stage.closed && path === '/stream');
    await stage.sites.waitForRequest(({ host, path }) => host === stage.closed && path === '/socket');
    stage.isConnected = () => Promise.resolve((stage.sites.live.get(stage.closed) ?? 0) > 0);
  },
  'open page whose worker holds a connection': async (stage) => {
    await stage.open(`https://${stage.closed}/talking`);
    await stage.sites.waitForRequest(({ host, path }) => host === stage.closed && path === '/socket');
  },
  // The worker of a page that has ended lives on for about half a minute.
  'look at the worker’s connection': (stage) => {
    stage.result = (stage.sites.live.get(stage.closed) ?? 0) > 0 ? 'shown' : 'failed';
    return Promise.resolve();
  },
  'open page with a data channel': async (stage) => {
    const caller = await stage.open(`https://${stage.other}/`);
    const restricted = await stage.open(`https://${stage.closed}/plain`);
    const offer = await caller.evaluate(callOut);
    await caller.evaluate(accept, await restricted.evaluate(answerWithEcho, offer));
    await caller.waitForFunction(() => (globalThis as Line).channel?.readyState === 'open');
    // The caller's page stays; the restricted page is the one that the row is about.
    stage.isConnected = () => isEchoed(caller);
  },
};

interface Line {
  peer?: RTCPeerConnection;
  channel?: RTCDataChannel;
}

/** Both sides find each other without a server: their addresses are in what they exchange. */
async function callOut(): Promise<string> {
  const line = globalThis as Line;
  line.peer = new RTCPeerConnection();
  line.channel = line.peer.createDataChannel('line');
  await line.peer.setLocalDescription();
  while (line.peer.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 20));
  return line.peer.localDescription?.sdp ?? '';
}

async function answerWithEcho(sdp: string): Promise<string> {
  const line = globalThis as Line;
  line.peer = new RTCPeerConnection();
  line.peer.addEventListener('datachannel', ({ channel }) => {
    channel.addEventListener('message', ({ data }) => {
      channel.send(String(data));
    });
  });
  await line.peer.setRemoteDescription({ type: 'offer', sdp });
  await line.peer.setLocalDescription();
  while (line.peer.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 20));
  return line.peer.localDescription?.sdp ?? '';
}

async function accept(sdp: string): Promise<void> {
  await (globalThis as Line).peer?.setRemoteDescription({ type: 'answer', sdp });
}

/** Whether what the caller says comes back within half a second. */
function isEchoed(caller: Page): Promise<boolean> {
  return caller.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const { channel } = globalThis as Line;
        if (channel?.readyState !== 'open') {
          resolve(false);
          return;
        }
        channel.addEventListener('message', () => {
          resolve(true);
        });
        channel.send('still there?');
        setTimeout(resolve, 500, false);
      }),
  );
}
