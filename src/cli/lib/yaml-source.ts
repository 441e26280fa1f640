/**
 * Reads YAML as the command's files use it: one document of plain data, without aliases. Each part keeps its place, so that
 * a mistake found later, in what the data means, can be shown where it was written.
 */
import { constructFromEvents, EVENT_ID, getScalarValue, parseEvents, YAMLException, type Event } from 'js-yaml';

interface YamlMistake {
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly message: string;
}

type ReadYaml =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The place of the value at the path, or of the nearest part of it that is there. */
      readonly offsetOf: (path: readonly PropertyKey[]) => number;
    }
  | { readonly ok: false; readonly mistakes: readonly YamlMistake[] };

const NO_ALIASES =
  'found a word that begins with *, expected a host such as chat.example.com, which covers its subdomains without a star ' +
  '(elsewhere, quote the text: YAML takes the word for a reference, and policies have none)';

const STAR_ALONE = 'found *, expected a site such as chat.example.com: * stands for none';

const ONE_DOCUMENT = 'a second document begins here: expected one, without --- between';

/** Never throws for a mistake in the text. */
export function readYaml(source: string): ReadYaml {
  try {
    const events = parseEvents(source, {});
    const mistakes = [...aliases(events), ...furtherDocuments(events, source)];
    if (mistakes.length > 0) return { ok: false, mistakes };
    const [value = null] = constructFromEvents(events, { source });
    return { ok: true, value, offsetOf: placesIn(events, source) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = error.mark?.position ?? 0;
    // The parser stops behind a star without a word, and calls it an alias without a name.
    if (source[position - 1] === '*') return { ok: false, mistakes: [{ offset: position - 1, message: STAR_ALONE }] };
    return { ok: false, mistakes: [{ offset: position, message: error.reason }] };
  }
}

/** They let a small file grow without end, and are hardly ever meant. */
function aliases(events: readonly Event[]): YamlMistake[] {
  return events.flatMap((event) =>
    event.type === EVENT_ID.ALIAS ? [{ offset: event.anchorStart - 1, message: NO_ALIASES }] : [],
  );
}

function furtherDocuments(events: readonly Event[], source: string): YamlMistake[] {
  const second = events.findIndex(({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT);
  if (second === -1) return [];
  const [content] = events.slice(second + 1);
  return [{ offset: (content && startOf(content)) ?? source.length, message: ONE_DOCUMENT }];
}

/** Null for what is written nowhere, such as the value of `key:`. */
function startOf(event: Event): number | null {
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return null;
  return QUOTED_STYLES.has(event.style) ? event.valueStart - 1 : event.valueStart;
}

/** The parser's numbers for single and double quotes, which its types give and its code does not. */
const QUOTED_STYLES: ReadonlySet<number> = new Set([2, 3]);

interface Part {
  readonly offset: number;
  /** What lies inside, by key or index; empty for scalars. */
  readonly inside: ReadonlyMap<string, Part>;
}

/** Most parts are scalars, of which there may be very many. */
const NOTHING: ReadonlyMap<string, Part> = new Map();

/** Places are asked for when something is wrong; then there may be many. */
function placesIn(events: readonly Event[], source: string): (path: readonly PropertyKey[]) => number {
  let root: Part | undefined;
  return (path) => {
    // The first event opens the document.
    root ??= new Parts(events.slice(1), source).next(0);
    let part = root;
    for (const key of path) {
      const inside = part.inside.get(String(key));
      if (inside === undefined) break;
      part = inside;
    }
    return part.offset;
  };
}

class Parts {
  #at = 0;

  constructor(
    private readonly events: readonly Event[],
    private readonly source: string,
  ) {}

  /** @param otherwise the place of a part that is written nowhere */
  next(otherwise: number): Part {
    const event = this.events[this.#at++];
    if (event === undefined) return { offset: otherwise, inside: NOTHING };
    const offset = startOf(event) ?? otherwise;
    if (event.type === EVENT_ID.SCALAR) return { offset, inside: NOTHING };
    const inside = new Map<string, Part>();
    if (event.type === EVENT_ID.SEQUENCE) {
      while (!this.#ends()) inside.set(String(inside.size), this.next(offset));
    } else if (event.type === EVENT_ID.MAPPING) {
      while (!this.#ends()) {
        const { name, place } = this.#key();
        inside.set(name, this.next(place));
      }
    }
    return { offset, inside };
  }

  #ends(): boolean {
    const ends = this.events[this.#at]?.type === EVENT_ID.POP;
    if (ends) this.#at += 1;
    return ends;
  }

  /** Keys are texts: the parser has refused all others. */
  #key(): { name: string; place: number } {
    const event = this.events[this.#at];
    const { offset } = this.next(0);
    return { name: event?.type === EVENT_ID.SCALAR ? getScalarValue(this.source, event) : '', place: offset };
  }
}
