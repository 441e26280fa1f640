/**
 * The fields of a line that names them itself, as JSON and key=value do. Names are looked at once: what a name says is found
 * again by the name, also for names within others (`url.full`).
 */
import { NOTHING, UNCLEAR } from './absent-words.js';
import { saidIn, type LineFields } from './column-request.js';
import { FIELD_ROLES, fold, isShipperName, ROLE_NUMBERS, type FieldRole, type FoldedNames } from './columns.js';
import type { UsedFields } from './log-record.js';
import type { MarkedRequest } from './marked-request.js';
import { isRefusal, refusals, saysYes, yeses } from './refusal-words.js';

/** What stands inside one of these is read as if it stood outside, too. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...[
    'event',
    'source',
    'result',
    'data',
    'fields',
    'record',
    'properties',
    'log',
    'message',
    'payload',
    'json',
    'httprequest',
  ],
]);

/** Names of a log are few; a line that makes up names must not fill the memory. */
const MOST_NAMES = 10_000;

interface Name {
  readonly written: string;
  /** The folded names that stand for it: its path, and that without wrappers. */
  readonly paths: readonly string[];
  /** Role, and how much it is preferred: 0 most. */
  readonly slots: readonly (readonly [FieldRole, number])[];
  /** Those with the number of the role. */
  readonly numbered: readonly (readonly [number, number, FieldRole])[];
  readonly shipper: boolean;
  readonly inner: Map<string, Name>;
  /** Whether a text of this name was met: asking that of the name takes less time than asking the set. */
  isMet: boolean;
}

export class NamedFields implements LineFields {
  readonly used: UsedFields = {};
  refused = false;
  /** How many fields said an address. */
  addresses = 0;
  #shipped = false;
  #names = 0;
  readonly #roles = new Map<string, (readonly [FieldRole, number])[]>();
  readonly #root: Name = {
    written: '',
    paths: [''],
    slots: [],
    numbered: [],
    shipper: false,
    inner: new Map(),
    isMet: false,
  };
  readonly #texts = new Map<FieldRole, string>();
  readonly #ranks = new Map<FieldRole, number>();
  /** The ranks of a line's fields among its marks, by the number of the role. */
  readonly #markedRanks = new Float64Array(FIELD_ROLES.length);
  readonly #usedRanks = new Map<FieldRole, number>();
  /** Every name that had a text, with its path. */
  readonly met = new Set<string>();

  constructor(
    names: FoldedNames,
    private readonly plainHost: 'always' | 'with-request',
  ) {
    for (const role of FIELD_ROLES) {
      for (const [rank, name] of names[role].entries()) {
        const slots = this.#roles.get(name) ?? [];
        slots.push([role, rank]);
        this.#roles.set(name, slots);
      }
    }
  }

  readonly text = (role: FieldRole): string => this.#texts.get(role) ?? '';

  get bareHost(): 'always' | 'with-request' | 'never' {
    return this.#shipped ? 'never' : this.plainHost;
  }

  begin(): void {
    this.refused = false;
    this.addresses = 0;
    this.#shipped = false;
    this.#texts.clear();
    this.#ranks.clear();
  }

  /** The name within another, or at the top. */
  name(written: string, outer: Name = this.#root): Name {
    return outer.inner.get(written) ?? this.#newName(written, outer);
  }

  /** Whether the text of such a field makes a difference. */
  static counts({ slots, shipper }: Name): boolean {
    return slots.length > 0 || shipper;
  }

  /** A field whose text makes none. */
  meet(name: Name): void {
    if (name.isMet || this.met.size >= MOST_NAMES) return;
    this.met.add(name.written);
    name.isMet = true;
  }

  add(name: Name, value: string): void {
    this.meet(name);
    if (name.shipper) this.#shipped = true;
    if (name.slots.length === 0) return;
    const text = saidIn(value);
    for (const [role, rank] of name.slots) {
      if ((role === 'action' || role === 'status') && isRefusal(value)) this.refused = true;
      if (role === 'blocked' && saysYes(value)) this.refused = true;
      if (text === '') continue;
      if (role === 'url' || role === 'host') this.addresses += 1;
      if (rank >= (this.#ranks.get(role) ?? Infinity)) continue;
      this.#ranks.set(role, rank);
      this.#texts.set(role, text);
      if (rank < (this.#usedRanks.get(role) ?? Infinity)) {
        this.#usedRanks.set(role, rank);
        this.used[role] = name.written;
      }
    }
  }

  /** Begins a line whose texts stand among its bytes. */
  beginMarked(): void {
    this.refused = false;
    this.#markedRanks.fill(Infinity);
  }

  /**
   * The same of a text among the bytes of a line.
   * @returns false when the text is not written plainly
   */
  mark(name: Name, bytes: Buffer, start: number, end: number, request: MarkedRequest): boolean {
    if (!name.isMet) this.meet(name);
    for (const [number, rank, role] of name.numbered) {
      const said = request.says(number, bytes, start, end);
      if (said === UNCLEAR) return false;
      if ((role === 'action' || role === 'status') && refusals.of(bytes, start, end) === 1) this.refused = true;
      if (role === 'blocked' && yeses.of(bytes, start, end) === 1) this.refused = true;
      if (said === NOTHING || rank >= (this.#markedRanks[number] ?? 0)) continue;
      this.#markedRanks[number] = rank;
      request.set(number, said, start, end);
      if (rank >= (this.#usedRanks.get(role) ?? Infinity)) continue;
      this.#usedRanks.set(role, rank);
      this.used[role] = name.written;
    }
    return true;
  }

  /** A text for a role that no field has. */
  stand(role: FieldRole, text: string): void {
    if (text !== '') this.#texts.set(role, text);
  }

  #newName(key: string, outer: Name): Name {
    const folded = fold(key);
    const paths = outer.paths.map((path) => (path === '' ? folded : `${path}.${folded}`));
    const all = WRAPPERS.has(folded) ? [...paths, ...outer.paths] : paths;
    const written = outer.written === '' ? key : `${outer.written}.${key}`;
    const slots = paths.flatMap((path) => this.#roles.get(path) ?? []);
    const numbered = slots.map(([role, rank]) => [ROLE_NUMBERS[role], rank, role] as const);
    const name = {
      ...{ written, paths: all, inner: new Map<string, Name>(), slots, numbered },
      shipper: paths.some(isShipperName),
      isMet: false,
    };
    if (this.#names < MOST_NAMES) outer.inner.set(key, name);
    this.#names += 1;
    return name;
  }
}

export type FieldName = Name;
