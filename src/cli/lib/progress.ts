/** A progress bar on standard error, when that is a terminal; nothing otherwise. */

const WIDTH = 30;
const INTERVAL_MS = 100;

interface Progress {
  readonly update: (done: number, total: number | null) => void;
  readonly end: () => void;
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!(stream as Partial<NodeJS.WriteStream>).isTTY) return { update: () => undefined, end: () => undefined };
  let shownAtMs = 0;
  return {
    update(done, total) {
      const nowMs = performance.now();
      if (nowMs - shownAtMs < INTERVAL_MS) return;
      shownAtMs = nowMs;
      stream.write(`\r${bar(done, total)}\u001B[K`);
    },
    end() {
      stream.write('\r\u001B[K');
    },
  };
}

function bar(done: number, total: number | null): string {
  const megabytes = `${(done / 1e6).toFixed(0)} MB`;
  if (total === null || total === 0) return `${megabytes} read`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${(share * 100).toFixed(0).padStart(3)} %  ${megabytes}`;
}
