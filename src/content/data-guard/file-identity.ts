/** What a file is known by without reading it. Nobody else has two with the same name, size and time of change by chance. */
export function identityOf({ name, size, lastModified }: File): string {
  return `${name} ${size} ${lastModified}`;
}
