/** Paths by which programs and pages of AI tools are known, whatever their host. */

export interface PathShape {
  readonly id: string;
  readonly pattern: RegExp;
  /** For the reader. */
  readonly shown: string;
  readonly weight: number;
}

/**
 * The first group are interfaces that many vendors copy from one another: nothing else answers there. The second are words of
 * pages, which other sites have too.
 */
export const PATH_SHAPES: readonly PathShape[] = [
  { id: 'chat-completions', pattern: /\/v\d+\/(?:chat\/)?completions\b/, shown: '/v1/chat/completions', weight: 5 },
  {
    id: 'messages',
    pattern: /\/v\d+\/(?:messages|responses|embeddings|images\/generations|audio\/(?:speech|transcriptions))(?:$|[/?])/,
    shown: '/v1/messages',
    weight: 4,
  },
  {
    id: 'generate',
    pattern: /\/api\/(?:generate|chat|completions?|prompts?|conversations?)(?:$|[/?])/,
    shown: '/api/generate',
    weight: 3,
  },
  {
    id: 'text-to',
    pattern: /\/(?:text|image|speech|video)-to-(?:text|image|speech|video|code)\b/,
    shown: '/text-to-image',
    weight: 3,
  },
  {
    id: 'chat',
    pattern: /^\/(?:chats?|c|conversations?|threads?)(?:\/[\w-]{8,})?\/?(?:$|\?)/,
    shown: '/chat',
    weight: 1,
  },
  {
    id: 'prompt',
    pattern: /^\/(?:prompts?|playground|generate|imagine|assistant|copilot)(?:$|[/?])/,
    shown: '/playground',
    weight: 1,
  },
];

/** A bit for each shape that the path has. */
export function shapesOf(path: string): number {
  let shapes = 0;
  for (const [index, { pattern }] of PATH_SHAPES.entries()) if (pattern.test(path)) shapes |= 1 << index;
  return shapes;
}

export const shapesIn = (shapes: number): PathShape[] =>
  PATH_SHAPES.filter((_, index) => (shapes & (1 << index)) !== 0);
