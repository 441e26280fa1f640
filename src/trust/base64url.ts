/** Bytes behind the letters of a JWS: a megabyte of them at each look at a policy, so the browser's own decoder where it has one. */

interface Decoder {
  fromBase64?(text: string, options: { readonly alphabet: 'base64url' }): Uint8Array<ArrayBuffer>;
}

/** @throws when the text is not base64url */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const decoder = Uint8Array as Decoder;
  // Firefox has had it since 133, Chromium since 140, Node since 25.
  if (decoder.fromBase64 !== undefined) return decoder.fromBase64(base64url, { alphabet: 'base64url' });
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
