/** The fields of a line whose columns are known by their places, as in CSV and W3C logs. */
import { saidIn, type LineFields } from './column-request.js';
import {
  FIELD_ROLES,
  fold,
  isShipperName,
  placesOf,
  type ColumnPlaces,
  type FieldRole,
  type FoldedNames,
} from './columns.js';
import type { UsedFields } from './log-record.js';
import { isRefusal, saysYes } from './refusal-words.js';

export class PlacedFields implements LineFields {
  readonly places: ColumnPlaces;
  readonly bareHost: 'always' | 'never';
  readonly used: UsedFields = {};
  #fields: readonly string[] = [];

  constructor(headings: readonly string[], names: FoldedNames) {
    this.places = placesOf(headings, names);
    this.bareHost = headings.some((heading) => isShipperName(fold(heading))) ? 'never' : 'always';
    for (const role of FIELD_ROLES) {
      const heading = headings[this.places[role][0] ?? -1];
      if (heading !== undefined) this.used[role] = heading.trim();
    }
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
}
