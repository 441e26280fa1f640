/** The fields of a line whose columns are known by their places, as in CSV and W3C logs. */
import { NOTHING, UNCLEAR } from './absent-words.js';
import { saidIn, type LineFields } from './column-request.js';
import {
  FIELD_ROLES,
  fold,
  isShipperName,
  placesOf,
  ROLE_NUMBERS,
  type ColumnPlaces,
  type FieldRole,
  type FoldedNames,
} from './columns.js';
import type { UsedFields } from './log-record.js';
import type { MarkedCells } from './marked-cells.js';
import type { MarkedRequest } from './marked-request.js';
import { isRefusal, refusals, saysYes, yeses } from './refusal-words.js';

const NOT_OF_REQUEST: ReadonlySet<FieldRole> = new Set(['action', 'status', 'blocked', 'bareHost']);

export class PlacedFields implements LineFields {
  readonly places: ColumnPlaces;
  readonly bareHost: 'always' | 'never';
  readonly used: UsedFields = {};
  #fields: readonly string[] = [];
  /** The roles that a request is made of and that have places, by number, and those. */
  readonly #marked: readonly number[];
  readonly #placesOf: readonly (readonly number[])[];
  readonly #refusing: readonly number[];

  constructor(headings: readonly string[], names: FoldedNames) {
    this.places = placesOf(headings, names);
    this.bareHost = headings.some((heading) => isShipperName(fold(heading))) ? 'never' : 'always';
    for (const role of FIELD_ROLES) {
      const heading = headings[this.places[role][0] ?? -1];
      if (heading !== undefined) this.used[role] = heading.trim();
    }
    const { places } = this;
    this.#refusing = [...places.action, ...places.status];
    const marked = FIELD_ROLES.filter((role) => !NOT_OF_REQUEST.has(role) && places[role].length > 0);
    this.#marked = marked.map((role) => ROLE_NUMBERS[role]);
    this.#placesOf = marked.map((role) => places[role]);
  }

  of(fields: readonly string[]): this {
    this.#fields = fields;
    return this;
  }

  readonly text = (role: FieldRole): string => {
    for (const place of this.places[role]) {
      const said = saidIn(this.#fields[place]);
      if (said !== '') return said;
    }
    return '';
  };

  get refused(): boolean {
    const { action, status, blocked } = this.places;
    return (
      action.some((place) => isRefusal(this.#fields[place] ?? '')) ||
      status.some((place) => isRefusal(this.#fields[place] ?? '')) ||
      blocked.some((place) => saysYes(this.#fields[place] ?? ''))
    );
  }

  /**
   * Takes the fields of a line for the roles that they have.
   * @returns `refused` when the log says so, null when a field is not written plainly
   */
  mark(bytes: Buffer, { starts, ends }: MarkedCells, request: MarkedRequest): 'refused' | 'more' | null {
    for (const place of this.#refusing) {
      if (refusals.of(bytes, starts[place] ?? 0, ends[place] ?? 0) === 1) return 'refused';
    }
    const { blocked } = this.places;
    for (const place of blocked) if (yeses.of(bytes, starts[place] ?? 0, ends[place] ?? 0) === 1) return 'refused';
    for (let number = 0; number < this.#marked.length; number += 1) {
      const role = this.#marked[number] ?? 0;
      for (const place of this.#placesOf[number] ?? []) {
        const said = request.says(role, bytes, starts[place] ?? 0, ends[place] ?? 0);
        if (said === UNCLEAR) return null;
        request.set(role, said, starts[place] ?? 0, ends[place] ?? 0);
        if (said !== NOTHING) break;
      }
    }
    return 'more';
  }
}
