import type { KnownExperiment } from './list.ts';

/** A home is measured again after this time: walking it costs disk reads, and the figure moves slowly. */
const INTERVAL_MS = 10 * 60_000;
/** A home that could not be measured is tried again after this. */
const RETRY_MS = 60_000;
/** An older figure is no longer given out. */
const KEEP_MS = 3 * INTERVAL_MS;

interface Measurement {
  uid: number;
  /** When it is due again. */
  dueAt: number;
  measuredAt: number;
  bytes: number | null;
}

/** Tells the bytes of an experiment's home. Rejects when it cannot be measured. */
export type Measure = (name: string) => Promise<number>;

/** Keeps the sizes of homes, measured one at a time, the longest waiting first. */
export class DiskUsage {
  readonly #measure: Measure;
  readonly #now: () => number;
  readonly #sizes = new Map<string, Measurement>();
  #busy = false;
  problem: string | null = null;

  constructor(measure: Measure, now: () => number = Date.now) {
    this.#measure = measure;
    this.#now = now;
  }

  /** Bytes of the home, null when it was not measured, or too long ago, or when the name now belongs to another account. */
  bytes(experiment: KnownExperiment): number | null {
    const size = this.#sizes.get(experiment.name);
    if (!size || size.uid !== experiment.uid || this.#now() - size.measuredAt > KEEP_MS) return null;
    return size.bytes;
  }

  /** Measures every home that is due, then returns. Does nothing while an earlier call is still at work. */
  async update(experiments: Iterable<KnownExperiment>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const present = [...experiments];
      this.#forget(new Set(present.map(({ name }) => name)));
      for (const { name, uid } of this.#due(present)) await this.#one(name, uid);
    } finally {
      this.#busy = false;
    }
  }

  #due(experiments: KnownExperiment[]): { name: string; uid: number }[] {
    return experiments
      .flatMap(({ name, uid, state }) => {
        if (uid === null || state !== 'ready') return [];
        const before = this.#sizes.get(name);
        return [{ name, uid, dueAt: before?.uid === uid ? before.dueAt : Number.NEGATIVE_INFINITY }];
      })
      .filter(({ dueAt }) => this.#now() >= dueAt)
      .sort((a, b) => a.dueAt - b.dueAt);
  }

  async #one(name: string, uid: number): Promise<void> {
    const before = this.#sizes.get(name);
    const kept = before?.uid === uid ? before : { measuredAt: Number.NEGATIVE_INFINITY, bytes: null };
    try {
      const bytes = await this.#measure(name);
      const measuredAt = this.#now();
      this.#sizes.set(name, { uid, dueAt: measuredAt + INTERVAL_MS, measuredAt, bytes });
      this.problem = null;
    } catch (error) {
      this.#sizes.set(name, { uid, dueAt: this.#now() + RETRY_MS, measuredAt: kept.measuredAt, bytes: kept.bytes });
      console.error(`disk: the home of ${name} was not measured: ${error instanceof Error ? error.message : error}`);
      this.problem =
        'A home could not be measured, so disk figures may be missing; the journal of monitoring says why.';
    }
  }

  #forget(present: Set<string>): void {
    for (const name of this.#sizes.keys()) if (!present.has(name)) this.#sizes.delete(name);
  }
}
