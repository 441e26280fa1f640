/** What the engine asks of the policy's host, and where it stores the files that the policy names. */
import type { AnswerRefusal } from '../trust/policy-answer.js';

export type HostAnswer = HostResult & {
  /** The host's own time, in milliseconds since the epoch; null when it did not tell. */
  readonly hostTimeMs: number | null;
};

export type HostResult =
  | { readonly kind: 'document'; readonly document: string; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'failed';
      readonly code: HostFailureCode;
      readonly detail: string;
      /** For how long the host asks to be left alone, in milliseconds. */
      readonly retryAfterMs: number | null;
    };

export type HostFailureCode =
  | AnswerRefusal
  /** This computer has no network. */
  | 'offline'
  | 'host-unreachable'
  | 'host-timeout'
  | 'too-large';

export interface HostRequest {
  /** Of the active document, for a conditional request. */
  readonly etag: string | null;
  /** What is longer is not read to its end. */
  readonly maxBytes: number;
  /** Goes past every cache on the way. */
  readonly bypassCaches: boolean;
}

/** The answer to a request for a file of bytes, such as a filter of fingerprints. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string | null }
  | Exclude<HostResult, { kind: 'document' }>;

/** The static host that serves the published policy. */
export interface PolicyHost {
  /** Never rejects: whatever goes wrong is an answer. */
  fetch(url: string, request: HostRequest): Promise<HostAnswer>;
  /** The same for a file of bytes. */
  fetchFile(url: string, request: HostRequest): Promise<FileAnswer>;
}

/** Files that the policy names by their digest, such as filters of fingerprints. Survives a browser restart. */
export interface FileStore {
  /** Of the files that are stored. */
  digests(): Promise<readonly string[]>;
  /** Null: there is none. */
  get(digest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  put(digest: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(digest: string): Promise<void>;
}
