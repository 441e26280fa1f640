/** The parts that a data sheet is made of, in whichever form it is written. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Lines that are filled in, or by hand. */
  | { readonly kind: 'form'; readonly rows: readonly { readonly label: string; readonly value: string | null }[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly groups: readonly TableGroup[] };

export interface TableGroup {
  readonly title: string | null;
  readonly rows: readonly (readonly string[])[];
}
