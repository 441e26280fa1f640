/** Numbers as the command writes them. */

/** `1,200`; as `toLocaleString` writes it, without the time that it takes to load a language. */
export function inThousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 visit`, `1,200 visits`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${inThousands(number)} ${number === 1 ? one : many}`;
}
