/** Does one thing after the other, in the order in which they were added. */
export class Sequence {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` after everything that was added before, whether that succeeded or not, and gives its outcome. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const outcome = this.#last.then(work);
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }
}
