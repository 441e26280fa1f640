/**
 * One run at a time: a request during a run makes it run once more afterwards, and a failed run never blocks the next.
 */
export class SerialTask<Result> {
  #running: Promise<Result> | null = null;
  #next: Promise<Result> | null = null;

  constructor(private readonly run: () => Promise<Result>) {}

  /** Resolves with a run that began at or after this call. Rejects only when that very run failed. */
  request(): Promise<Result> {
    if (this.#next !== null) return this.#next;
    if (this.#running === null) return this.#start();
    this.#next = this.#running.then(
      () => this.#startNext(),
      () => this.#startNext(),
    );
    return this.#next;
  }

  /** Resolves once the run under way has ended, well or not; at once when there is none. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#running]);
  }

  #startNext(): Promise<Result> {
    this.#next = null;
    return this.#start();
  }

  #start(): Promise<Result> {
    const run = this.run();
    this.#running = run;
    const ended = () => {
      if (this.#running === run) this.#running = null;
    };
    run.then(ended, ended);
    return run;
  }
}
