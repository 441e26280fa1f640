/** Validates the address of the policy as a browser does, and names what a browser accepts but an administrator may not want. */
import { MAX_DOCUMENT_BYTES } from '../../trust/accept-policy.js';
import { documentIn, isAsSafe, isSingleEtag, refusalOfHead, type AnswerRefusal } from '../../trust/policy-answer.js';
import type { Answer, Ask } from './ask.js';

type HostRefusal = AnswerRefusal | 'too-large' | 'unusable-answer';

export type HostReading =
  | { readonly kind: 'document'; readonly document: string; readonly cautions: readonly string[] }
  /** The host answered, and browsers take no policy from this. `reason` begins with what the host did. */
  | { readonly kind: 'refused'; readonly code: HostRefusal; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

export async function readPolicyHost(url: string, ask: Ask): Promise<HostReading> {
  const answer = await ask(url, MAX_DOCUMENT_BYTES);
  if ('failure' in answer) {
    const { failure, hasAnswered } = answer;
    return hasAnswered ? refused('unusable-answer', failure) : { kind: 'unreachable', reason: failure };
  }
  const mediaType = answer.headers['content-type'] ?? '';
  const unsafe = answer.way.find((step) => !isAsSafe(step, url));
  if (unsafe !== undefined) return refused('redirect-refused', `it redirects to ${unsafe}: ${SAFE_WAYS}`);
  const head = refusalOfHead(answer.status, mediaType);
  if (head !== null) return refused(head.code, wordsFor(head.code, answer, mediaType));
  if (answer.body === null) return refused('too-large', `it sends more than ${MAX_DOCUMENT_BYTES} bytes`);
  const document = documentIn(answer.body);
  if (typeof document === 'string') return { kind: 'document', document, cautions: cautionsAbout(answer, mediaType) };
  return refused(document.code, wordsFor(document.code, answer, mediaType));
}

const SAFE_WAYS = 'browsers follow redirects within https only';

const TAKEN = 'browsers accept application/jose, application/octet-stream, text/plain, or none';

function refused(code: HostRefusal, reason: string): HostReading {
  return { kind: 'refused', code, reason };
}

function wordsFor(code: AnswerRefusal, { way, status }: Answer, mediaType: string): string {
  const last = way.length > 1 ? ` (it redirects to ${way.at(-1) ?? ''})` : '';
  switch (code) {
    case 'http-status':
      return `it answered ${status}${last}${status === 404 ? `: ${NOT_FOUND}` : ''}`;
    case 'wrong-media-type':
      return `it sends the media type ${mediaType}: ${TAKEN}`;
    case 'empty-answer':
      return `it sends nothing${last}`;
    case 'not-a-policy':
      return `it sends a web page, such as a sign-in page${last}: browsers need the file itself, without a sign-in`;
    case 'redirect-refused':
      return SAFE_WAYS;
  }
}

const NOT_FOUND = 'is the file there, and does the host serve .jws files at all? IIS serves none without a media type';

/** Seconds that an undo may be late, before it is worth a word: docs/guides/host-the-policy.md. */
const FRESH_SECONDS = 60;

function cautionsAbout({ headers }: Answer, mediaType: string): string[] {
  const etag = headers['etag'];
  const kept = keptSeconds(headers);
  return [
    ...(mediaType === '' ? ['it names no media type: set application/jose'] : []),
    ...(etag === undefined || !isSingleEtag(etag)
      ? [
          `${etag === undefined ? 'it sends no ETag' : `its ETag ${etag.slice(0, 40)} is malformed`}: browsers fetch the whole policy each time`,
        ]
      : []),
    ...(kept > FRESH_SECONDS
      ? [`caches may keep it for ${kept} seconds, and an undo comes that much later: set Cache-Control: no-cache`]
      : []),
    ...(Number(headers['age'] ?? 0) > FRESH_SECONDS
      ? [`a cache on the way sent a copy that is ${headers['age'] ?? ''} seconds old`]
      : []),
  ];
}

/** What caches on the way may do (RFC 9111, 4.2.1); browsers themselves keep nothing. */
function keptSeconds({ 'cache-control': control = '', expires, date }: Answer['headers']): number {
  if (/\b(no-cache|no-store|private)\b/i.test(control)) return 0;
  const [, shared] = /\bs-maxage="?(\d+)/i.exec(control) ?? [];
  const [, own] = /\bmax-age="?(\d+)/i.exec(control) ?? [];
  if (shared !== undefined || own !== undefined) return Number(shared ?? own);
  const untilMs = Date.parse(expires ?? '') - Date.parse(date ?? '');
  return Number.isNaN(untilMs) ? 0 : Math.max(0, Math.round(untilMs / 1000));
}
