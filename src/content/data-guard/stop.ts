/** Not allowed to happen before the answer is there. */
export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
