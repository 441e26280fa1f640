/** A collector for browser tests that keeps every request as it came, and answers as the test says. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';

interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: string;
}

export interface CollectorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RecordingCollector {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Answers to come, in turn; 200 once they are used up. */
  readonly answers: CollectorAnswer[];
  close(): Promise<void>;
}

export async function startRecordingCollector(): Promise<RecordingCollector> {
  const requests: ReceivedRequest[] = [];
  const answers: CollectorAnswer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({ headers: request.headers, body: gunzipSync(Buffer.concat(parts)).toString() });
      const { status, headers = {}, body = '{}' } = answers.shift() ?? { status: 200 };
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1/logs`,
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
