/**
 * Speaks to the core of pdf.js, which parses a document and gives out its text. In a viewer the core runs in a worker; here it runs where
 * this code does, and the part of pdf.js that draws pages is left out. The messages are those of the one version that is built in
 * (`scripts/pdf-core.mjs` refuses another).
 */
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

const VERSION = '5.6.205';
const CORE = 'worker';
const MAIN = 'main';
const DOCUMENT = 'gatepost';

const DATA = 1;
const [CLOSE, ENQUEUE, ERROR, PULL] = [3, 4, 5, 6];
/** Pieces of text after which the core waits, so that the page gets a turn. */
const PIECES = 500;

interface Message {
  readonly sourceName: string;
  readonly targetName: string;
  readonly action?: string;
  readonly callback?: number;
  readonly callbackId?: number;
  readonly stream?: number;
  readonly streamId?: number;
  readonly data?: unknown;
  readonly reason?: unknown;
  readonly chunk?: object;
  readonly desiredSize?: number;
}

type Listener = (event: { readonly data: Message }) => void;
interface Answer {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

interface Stream extends Answer {
  readonly onChunk: (chunk: object) => void;
  readonly mayGoOn: () => Promise<boolean>;
}

/** Nothing is fetched for a document: no network, no fonts, no pictures, no evaluated code. */
const NOTHING_FETCHED = {
  ...{ maxImageSize: -1, canvasMaxAreaInBytes: -1, disableFontFace: true, fontExtraProperties: false },
  ...{ ignoreErrors: false, isEvalSupported: false, useWasm: false, useWorkerFetch: false, useSystemFonts: true },
  ...{ isOffscreenCanvasSupported: false, isImageDecoderSupported: false, enableWebGPU: false },
  ...{ cMapUrl: null, iccUrl: null, standardFontDataUrl: null, wasmUrl: null },
};

export class PdfCore {
  /** What the document would have needed from outside to be read. */
  readonly missing = new Set<string>();
  readonly #listeners = new Set<Listener>();
  readonly #answers = new Map<number, Answer>();
  readonly #streams = new Map<number, Stream>();
  #opening: Answer | null = null;
  #documentName = '';
  #lastId = 0;

  /** @returns how many pages it has @throws what the core calls the mistake in the file: an error with its name */
  async open(bytes: Uint8Array): Promise<number> {
    WorkerMessageHandler.initializeFromPort({
      postMessage: (message: Message) => {
        // The core empties what it has sent: to a worker's owner it would have gone as a copy.
        const copy = { ...message, ...(message.chunk === undefined ? {} : { chunk: { ...message.chunk } }) };
        queueMicrotask(() => {
          this.#receive(copy);
        });
      },
      addEventListener: (_: 'message', listener: Listener) => {
        this.#listeners.add(listener);
      },
    });
    this.#send({ sourceName: MAIN, targetName: CORE, action: 'configure', data: { verbosity: 0 } });
    const asked = {
      ...{ docId: DOCUMENT, apiVersion: VERSION, data: bytes, length: bytes.length, password: null, docBaseUrl: null },
      ...{ disableAutoFetch: true, rangeChunkSize: 65_536, enableXfa: false, evaluatorOptions: { ...NOTHING_FETCHED } },
    };
    this.#documentName = String(await this.#ask(MAIN, CORE, 'GetDocRequest', asked));
    const opened = new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
    });
    this.#send({ sourceName: DOCUMENT, targetName: this.#documentName, action: 'Ready' });
    const { pdfInfo } = (await opened) as { pdfInfo: { numPages: number } };
    return pdfInfo.numPages;
  }

  ask(action: string, data: unknown): Promise<unknown> {
    return this.#ask(DOCUMENT, this.#documentName, action, data);
  }

  /** @param mayGoOn asked after some hundreds of pieces; false leaves the rest unread */
  stream(
    action: string,
    data: unknown,
    onChunk: (chunk: object) => void,
    mayGoOn: () => Promise<boolean>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const streamId = (this.#lastId += 1);
      this.#streams.set(streamId, { resolve, reject, onChunk, mayGoOn });
      this.#send({
        ...{ sourceName: DOCUMENT, targetName: this.#documentName, action, streamId, data, desiredSize: PIECES },
      });
    });
  }

  close(): void {
    this.#listeners.clear();
    this.#answers.clear();
    this.#streams.clear();
  }

  #ask(sourceName: string, targetName: string, action: string, data: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const callbackId = (this.#lastId += 1);
      this.#answers.set(callbackId, { resolve, reject });
      this.#send({ sourceName, targetName, action, callbackId, data });
    });
  }

  #send(message: Message): void {
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener({ data: message });
    });
  }

  #receive(message: Message): void {
    const { callback, callbackId = 0, streamId = 0, action } = message;
    if (message.stream !== undefined) this.#receiveStream(message.stream, streamId, message);
    else if (callback !== undefined) {
      const answer = this.#answers.get(callbackId);
      this.#answers.delete(callbackId);
      if (callback === DATA) answer?.resolve(message.data);
      else answer?.reject(errorOf(message.reason));
    } else if (action === 'GetDoc') this.#opening?.resolve(message.data);
    else if (action === 'DocException') this.#opening?.reject(errorOf(message.data));
    else if (callbackId > 0) this.#refuse(message);
  }

  #receiveStream(kind: number, streamId: number, { chunk, reason }: Message): void {
    const stream = this.#streams.get(streamId);
    if (stream === undefined) return;
    if (kind === ENQUEUE) {
      stream.onChunk(chunk ?? {});
      void stream.mayGoOn().then((goesOn) => {
        const pull = { sourceName: DOCUMENT, targetName: this.#documentName, stream: PULL, streamId };
        if (goesOn) this.#send({ ...pull, desiredSize: PIECES });
        else stream.resolve(undefined);
      });
    } else if (kind === CLOSE) stream.resolve(undefined);
    else if (kind === ERROR) stream.reject(errorOf(reason));
  }

  /** The core asks for a password, or for a table or font that a viewer would fetch. */
  #refuse({ sourceName, targetName, action, callbackId = 0, data }: Message): void {
    const { kind } = (data ?? {}) as { kind?: unknown };
    if (action === 'FetchBinaryData') this.missing.add(String(kind));
    const reason = new Error('not there');
    this.#send({ sourceName: targetName, targetName: sourceName, callback: 2, callbackId, reason });
  }
}

const errorOf = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('the core gave no reason'));
