import { and, eq, ne } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { diskStates, type ExperimentState, experiments, secrets } from '../../db/schema/index.ts';

/** Name of the secret whose value opens an experiment's own figures. */
const METRICS_SECRET = 'METRICS_TOKEN';

export interface KnownExperiment {
  id: string;
  name: string;
  uid: number | null;
  state: ExperimentState;
  /** Null for an experiment from before there was this limit. */
  diskLimitBytes: number | null;
  /** SHA-256 of the experiment's own token, null when it has none. */
  tokenHash: Buffer | null;
  /** Size of its home as the worker measured it last, null before the first time. */
  diskBytes: number | null;
}

const FRESH_MS = 5_000;

/**
 * The experiments on this machine, read again at most every five seconds. While the database is away the last list
 * serves on, so that figures and graphs go on; `problem` then says so.
 */
export class ExperimentList {
  readonly #db: Database;
  #known = new Map<string, KnownExperiment>();
  #readAt: Date | null = null;
  #expires = 0;
  #reading: Promise<void> | null = null;
  problem: string | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /** By name. Empty when the database never answered. */
  async read(): Promise<ReadonlyMap<string, KnownExperiment>> {
    if (Date.now() > this.#expires) {
      this.#reading ??= this.#refresh().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
    return this.#known;
  }

  async #refresh(): Promise<void> {
    try {
      const { id, name, uid, state, limits } = experiments;
      const ownToken = and(eq(secrets.experimentId, experiments.id), eq(secrets.name, METRICS_SECRET));
      const rows = await this.#db
        .select({ id, name, uid, state, limits, tokenHash: secrets.lookupHash, diskBytes: diskStates.bytes })
        .from(experiments)
        .leftJoin(secrets, ownToken)
        .leftJoin(diskStates, eq(diskStates.experimentId, experiments.id))
        .where(and(eq(experiments.machine, 'local'), ne(experiments.state, 'archived')))
        .orderBy(name);
      this.#known = new Map(
        rows.map(({ limits, ...row }) => [row.name, { ...row, diskLimitBytes: limits.diskBytes ?? null }]),
      );
      this.#readAt = new Date();
      if (this.problem !== null) console.log('experiments: the database answers again');
      this.problem = null;
    } catch (error) {
      if (this.problem === null) console.error(`experiments: the database does not answer: ${causeOf(error)}`);
      const since = this.#readAt === null ? 'there is none yet' : `it is from ${this.#readAt.toISOString()}`;
      this.problem = `The database does not answer, so the list of experiments is not current: ${since}.`;
    }
    this.#expires = Date.now() + FRESH_MS;
  }
}

/** The query builder wraps the database's own message, which is the telling one. */
function causeOf(error: unknown): string {
  const inner = error instanceof Error ? (error.cause ?? error) : error;
  return inner instanceof Error ? inner.message : String(inner);
}
