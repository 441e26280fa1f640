export function renderHtml(_: unknown): string {
  return '';
}
