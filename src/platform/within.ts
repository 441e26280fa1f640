/** Waits for what may never come, no longer than this; undefined then. What is waited for goes on. */
export function within<Value>(ms: number, work: Promise<Value>): Promise<Value | undefined> {
  return Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, ms, undefined))]);
}
