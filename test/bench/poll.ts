/** `npm run bench -- poll`: how many unchanged looks a second nginx serves on this machine, beside any static file. */
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startNginx } from '../browser/harness/nginx.js';
import { count, interleaved, percent, publishReport, ratio, times } from './measure.js';

const CONNECTIONS = 16;
const REQUESTS = 2_000;
const ROUNDS = 5;
const POLL_SECONDS = 900;
const SIZES = [10_000, 100_000, 1_000_000];

interface Served {
  readonly perSecond: number;
  readonly bytes: number;
}

/** One request after the other on each of some connections. @param kept false: a connection for each request */
async function load(port: number, head: string, kept: boolean): Promise<Served> {
  const startedAt = performance.now();
  const each = kept ? REQUESTS : REQUESTS / 5;
  const sizes = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(port, head, kept, each / CONNECTIONS)));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: each / seconds, bytes: sizes[0] ?? 0 };
}

/** @returns the bytes of an answer */
async function ask(port: number, head: string, kept: boolean, many: number): Promise<number> {
  let bytes = 0;
  let socket = connect(port, '127.0.0.1');
  for (let done = 0; done < many; done += 1) {
    socket.write(head);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    bytes = answer.length;
    if (kept) continue;
    socket.destroy();
    socket = connect(port, '127.0.0.1');
  }
  socket.destroy();
  return bytes;
}

export async function run(): Promise<void> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  const folder = path.join(workDir, 'public');
  await mkdir(folder);
  for (const size of SIZES) await writeFile(path.join(folder, `policy-${size}.jws`), 'a'.repeat(size));
  await writeFile(path.join(folder, 'bare.txt'), 'bare');
  const nginx = await startNginx({ workDir, folder });
  const port = Number(new URL(nginx.origin).port);
  try {
    const heads = new Map<string, string>();
    for (const name of ['bare.txt', ...SIZES.map((size) => `policy-${size}.jws`)]) {
      const etag = (await fetch(`${nginx.origin}/${name}`, { method: 'HEAD' })).headers.get('ETag') ?? '';
      const condition = name === 'bare.txt' ? '' : `If-None-Match: ${etag}\r\n`;
      heads.set(name, `GET /${name} HTTP/1.1\r\nHost: policy.example\r\n${condition}\r\n`);
    }
    const bytes = new Map<string, number>();
    const competitor = (name: string, kept: boolean) => async () => {
      const served = await load(port, heads.get(name) ?? '', kept);
      bytes.set(name, served.bytes);
      return served.perSecond;
    };
    const rows: string[][] = [];
    for (const kept of [true, false]) {
      const competitors = Object.fromEntries([...heads.keys()].map((name) => [name, competitor(name, kept)]));
      const figures = await interleaved(competitors, ROUNDS);
      for (const [name, figure] of Object.entries(figures)) {
        const bare = figures['bare.txt'] ?? figure;
        rows.push([
          `${name}, ${kept ? 'kept connection' : 'new connection'}`,
          count(Math.round(figure.median)),
          percent(figure),
          times(ratio(figure, bare)),
          count(bytes.get(name) ?? 0),
          count(Math.round(figure.median * POLL_SECONDS)),
        ]);
      }
    }
    const columns = ['what', 'requests/s', 'spread', 'to bare', 'bytes', 'browsers at 15 min'];
    await publishReport({
      name: 'poll',
      measure: 'unchanged looks (304) that nginx serves to a client on the same machine, against a bare static file',
      tables: [{ title: 'requests a second', columns, rows }],
      goals: [],
      notes: [
        'The client shares the machine’s processors with nginx, so nginx alone does more. Without TLS: a handshake comes on top of a new connection.',
      ],
    });
  } finally {
    await nginx.close();
    await rm(workDir, { recursive: true, force: true });
  }
}
