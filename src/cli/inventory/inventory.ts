/** What an inventory of browser extensions holds, whichever program wrote it. */

export interface InstalledExtension {
  /** As the store gives it. */
  readonly id: string;
  /** The browser, device or profile that has it, by whatever tells it from others; null where the inventory does not say. */
  readonly browser: string | null;
  /** Null where the inventory does not say. */
  readonly person: string | null;
  /** On how many browsers, where the inventory itself has counted; null otherwise. */
  readonly count: number | null;
}

/** A part that could not be read. */
export interface UnreadPart {
  /** Such as `line 7` or a file. */
  readonly where: string;
  readonly reason: string;
}

export type InventoryFormat = 'json' | 'csv' | 'profiles' | 'ids';

export interface Inventory {
  readonly format: InventoryFormat;
  readonly extensions: readonly InstalledExtension[];
  readonly unread: readonly UnreadPart[];
}

/** What is known of one installed extension, before its id is looked at. */
export interface InventoryRow {
  readonly where: string;
  /** The cell of the first of these columns that is there and holds something; names in lower case without spaces and underscores. */
  readonly cell: (names: readonly string[]) => string;
}
