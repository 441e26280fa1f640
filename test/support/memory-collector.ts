/** Stand-ins for the collector of events, and for what the browser says of itself. */
import type { CollectorAnswer, CollectorHeader } from '../../src/worker/ports.js';

/** A collector that takes what it is sent, unless the test says otherwise. */
export class MemoryCollector {
  readonly requests: {
    readonly url: string;
    readonly headers: readonly CollectorHeader[];
    readonly request: object;
  }[] = [];
  /** What it answers, in turn; it takes everything once these are used up. */
  answers: CollectorAnswer[] = [];
  /** Answers wait for this, so that a test can hold a delivery. */
  gate: Promise<void> = Promise.resolve();

  async send(url: string, headers: readonly CollectorHeader[], request: object): Promise<CollectorAnswer> {
    this.requests.push({ url, headers, request: structuredClone(request) });
    await this.gate;
    return this.answers.shift() ?? { kind: 'taken', rejected: 0, detail: 'status 200' };
  }
}

export class MemoryFacts {
  isPrivate = false;

  read() {
    return Promise.resolve({ extensionVersion: '0.1.0', browser: 'Chromium', browserVersion: '156.0', os: 'linux' });
  }
}
