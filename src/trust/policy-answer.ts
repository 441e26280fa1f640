/** What a host's answer must be for a browser to read a policy in it. The extension and the command both use this file. */

export type AnswerRefusal =
  | 'http-status'
  | 'redirect-refused'
  /** A web page came instead: a login page of the network, or the host's own page of an error. */
  | 'not-a-policy'
  | 'wrong-media-type'
  | 'empty-answer';

export interface RefusedAnswer {
  readonly code: AnswerRefusal;
  readonly detail: string;
}

/** What static hosts call a file that they know nothing about, and what a signed document is. */
const MEDIA_TYPES = /^(application\/(jose|jwt|octet-stream)|binary\/octet-stream|text\/plain)\b/i;

/** The network wants a login first (RFC 6585). */
const NETWORK_AUTHENTICATION_REQUIRED = 511;

/** @param mediaType the header `Content-Type`; empty when there is none, which is good */
export function refusalOfHead(status: number, mediaType: string): RefusedAnswer | null {
  if (status === NETWORK_AUTHENTICATION_REQUIRED) return { code: 'not-a-policy', detail: 'the network wants a login' };
  if (status < 200 || status > 299) return { code: 'http-status', detail: `status ${status}` };
  if (/^(text\/html|application\/xhtml)\b/i.test(mediaType)) return WEB_PAGE;
  if (mediaType !== '' && !MEDIA_TYPES.test(mediaType))
    return { code: 'wrong-media-type', detail: mediaType.slice(0, 100) };
  return null;
}

const WEB_PAGE: RefusedAnswer = { code: 'not-a-policy', detail: 'the answer is a web page' };

/** The document in a body, always read as UTF-8; a byte order mark and white space around it do not count. */
export function documentIn(body: Uint8Array): string | RefusedAnswer {
  const document = new TextDecoder().decode(body).trim();
  if (document === '') return { code: 'empty-answer', detail: '' };
  // A login page of the network may come under any name.
  return document.startsWith('<') ? WEB_PAGE : document;
}

/** Never from https to http; and http, on loopback only, not to another host. */
export function isAsSafe(reached: string, asked: string): boolean {
  const { protocol, origin } = new URL(reached);
  return protocol === 'https:' || origin === new URL(asked).origin;
}

/**
 * One ETag, of a length that every host takes. Sent back to a host, `*` or a list would be answered by 304 whatever it serves:
 * who answered in its place once could keep a browser from ever hearing of a later policy.
 */
export function isSingleEtag(etag: string): boolean {
  return /^(W\/)?"[!#-~]{1,200}"$/.test(etag);
}
