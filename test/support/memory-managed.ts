/** Answers with whatever the test says the browser delivered. */
export class MemoryManaged {
  demonstration = false;

  constructor(public delivered: unknown) {}

  read(): Promise<unknown> {
    return Promise.resolve(this.delivered);
  }
}
