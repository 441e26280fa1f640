/**
 * The few globals that the pure folders use and that every JavaScript host of ours has (browser, worker, Node).
 * They are declared here because those folders are compiled without DOM, browser and Node types.
 */
declare class URL {
  constructor(text: string, base?: string);
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly href: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
}

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | [string, string][]);
  get(key: string): string | null;
  getAll(key: string): string[];
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}

declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    importKey(
      format: 'jwk',
      key: object,
      algorithm: { readonly name: string },
      extractable: false,
      usages: ['verify'],
    ): Promise<{ readonly type: string }>;
    verify(
      algorithm: { readonly name: string },
      key: { readonly type: string },
      signature: Uint8Array<ArrayBuffer>,
      bytes: Uint8Array<ArrayBuffer>,
    ): Promise<boolean>;
  };
};

declare function atob(text: string): string;
declare function btoa(bytes: string): string;
