/** What a paste or a drop carries: what to scan, what to insert, and all of it for handing it on later. */
import { textOfHtml } from './html-text.js';

/** Everything that was carried, to be handed on as it was. */
export interface Parts {
  /** Type and content, such as `text/plain`. */
  readonly texts: readonly (readonly [string, string])[];
  readonly files: readonly File[];
}

export interface Carried {
  /** What an editor that knows plain text only would insert. */
  readonly text: string;
  /** The same, and behind it what only the other forms say: the target of a link, a hidden line. */
  readonly scanned: string;
  /** Has to be called while the event is on its way. */
  readonly parts: () => Parts;
}

/** HTML beyond this is scanned by its plain text only: Office writes a hundred times as much as it shows. */
const MAX_HTML = 500_000;

export function carriedBy(data: DataTransfer | null): Carried {
  const plain = data?.getData('text/plain') ?? '';
  const html = data?.getData('text/html') ?? '';
  const shown = html !== '' && html.length <= MAX_HTML ? textOfHtml(html) : '';
  const text = plain === '' ? (shown === '' ? (data?.getData('text/uri-list') ?? '') : shown) : plain;
  const more = shown === text ? '' : linesBeyond(shown, text);
  return { text, scanned: more === '' ? text : `${text}\n\n${more}`, parts: () => partsOf(data) };
}

/** Lines of the one that the other does not have. */
function linesBeyond(shown: string, text: string): string {
  if (shown === '') return '';
  const compact = text.replace(/\s+/g, '');
  if (shown.replace(/\s+/g, '') === compact) return '';
  const known = new Set(text.split('\n').map((line) => line.replace(/\s+/g, '')));
  return shown
    .split('\n')
    .filter((line) => !known.has(line.replace(/\s+/g, '')))
    .join('\n');
}

function partsOf(data: DataTransfer | null): Parts {
  const types = [...(data?.types ?? [])].filter((type) => type !== 'Files');
  return {
    texts: types.map((type) => [type, data?.getData(type) ?? ''] as const),
    files: [...(data?.files ?? [])],
  };
}

export const plainParts = (text: string): Parts => ({ texts: [['text/plain', text]], files: [] });
