/** CPU use of an experiment over the last minutes: `none` where the machine keeps no account of it. */
export type CpuUse =
  | { kind: 'known'; percent: number }
  /** Not watched for a whole window yet; `knownAt` is when it will have been. */
  | { kind: 'not-yet'; knownAt: Date }
  | { kind: 'none' };

interface Sample {
  at: number;
  seconds: number;
}

/**
 * CPU time of one experiment's slice, kept in memory over a window. After the worker's start it knows nothing until it has
 * watched for a whole window, so that nothing is stopped for what happened while nobody looked.
 */
export class CpuWindow {
  readonly #windowMs: number;
  #samples: Sample[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Adds what the slice has used since it was made (null: no account of it) and gives the use over the window. */
  add(now: Date, seconds: number | null): CpuUse {
    if (seconds === null) {
      this.#samples = [];
      return { kind: 'none' };
    }
    const at = now.getTime();
    const last = this.#samples.at(-1);
    // a slice that was removed and made again counts from nothing, and a clock that was set back has no window
    if (last && (seconds < last.seconds || at <= last.at)) this.#samples = [];
    this.#samples.push({ at, seconds });
    // the oldest that is kept is the last one from before the window
    while ((this.#samples[1]?.at ?? at) <= at - this.#windowMs) this.#samples.shift();
    const first = this.#samples[0] ?? { at, seconds };
    if (at - first.at < this.#windowMs) return { kind: 'not-yet', knownAt: new Date(first.at + this.#windowMs) };
    return { kind: 'known', percent: ((seconds - first.seconds) / (at - first.at)) * 100_000 };
  }
}
