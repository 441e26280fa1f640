/** The answers that pages wait for. Work that nobody waits for lets them pass first. */
export class PendingAnswers {
  readonly #answers = new Set<Promise<unknown>>();

  add<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const forget = () => this.#answers.delete(answer);
    this.#answers.add(answer);
    answer.then(forget, forget);
    return answer;
  }

  /** Resolves when all that are under way now have been given, well or not. */
  async given(): Promise<void> {
    await Promise.allSettled(this.#answers);
  }
}
