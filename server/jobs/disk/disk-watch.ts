import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { diskStates, experiments } from '../../db/schema/index.ts';
import type { ExperimentRow } from '../../services/access.ts';
import { sizeOf } from '../../services/limits/limit-rules.ts';
import { requestOperation } from '../../services/operations/request-operation.ts';
import { AppError } from '../../shared/errors.ts';
import { machineLimits } from '../../shared/limits.ts';
import type { Ports } from '../ports.ts';
import { isDue, levelOf, type Measured, mustStop, nextActedBytes, ROOM_BYTES } from './disk-rules.ts';

export interface DiskPorts extends Pick<Ports, 'db' | 'provisioner'> {
  /** Bytes in use on the file system of the homes. */
  usedBytes: () => Promise<number>;
  /** User ids of which something runs. */
  runningIds: () => Promise<ReadonlySet<number>>;
  now?: () => number;
}

const ACTOR = { kind: 'job', name: 'disk' } as const;
const CALL = { actor: 'job:disk' };
const PATIENCE_MS = 20_000;
const MOST_AT_ONCE = 4;

/** Keeps `disk_states`: the one place where sizes of homes are measured. What it remembers itself only decides when to look. */
export class DiskWatch {
  readonly #ports: DiskPorts;
  readonly #now: () => number;
  readonly #measured = new Map<string, Measured>();
  #used: number | null = null;
  #begun = false;
  /** Being measured in this moment. */
  readonly #busy = new Set<string>();
  readonly #limited = new Set<string>();

  constructor(ports: DiskPorts) {
    this.#ports = ports;
    this.#now = ports.now ?? Date.now;
  }

  /** Measures every home that is due, mostly one after the other, and does what its size asks for. */
  async look(signal?: AbortSignal): Promise<void> {
    const { db } = this.#ports;
    const [used, running] = await Promise.all([this.#ports.usedBytes(), this.#ports.runningIds()]);
    const growth = Math.max(0, used - (this.#used ?? used));
    this.#used = used;
    const present = and(inArray(experiments.state, ['ready', 'stopped']), isNotNull(experiments.uid));
    const rows = await db.select().from(experiments).where(present);
    await this.#begin(rows);
    this.#remember(rows, running, growth);
    for (const row of rows) {
      if (signal?.aborted || this.#busy.size >= MOST_AT_ONCE) return;
      if (this.#busy.has(row.id) || !this.#isDue(row)) continue;
      this.#busy.add(row.id);
      const work = this.#one(row).finally(() => this.#busy.delete(row.id));
      // One with millions of files goes on by itself, so that it does not keep the others from being looked at.
      await Promise.race([work, sleep(PATIENCE_MS, undefined, { ref: false })]);
    }
  }

  #isDue({ id, state, limits }: ExperimentRow): boolean {
    return isDue(this.#measured.get(id), state === 'ready', limits.diskBytes, this.#now());
  }

  /** What an earlier worker measured counts on for what does not run; of the rest it is not known what happened meanwhile. */
  async #begin(rows: ExperimentRow[]): Promise<void> {
    if (this.#begun) return;
    const states = await this.#ports.db.select().from(diskStates);
    for (const { id, limits } of rows) {
      const state = states.find(({ experimentId }) => experimentId === id);
      if (!state) continue;
      const before = { bytes: state.bytes, limit: limits.diskBytes, at: state.measuredAt.getTime() };
      this.#measured.set(id, { ...before, tookMs: 0, grownSince: Number.POSITIVE_INFINITY, ranSince: false });
    }
    this.#begun = true;
  }

  #remember(rows: ExperimentRow[], running: ReadonlySet<number>, growth: number): void {
    const known = new Set(rows.map(({ id }) => id));
    for (const id of this.#measured.keys()) if (!known.has(id)) this.#measured.delete(id);
    for (const { id, uid } of rows) {
      const measured = this.#measured.get(id);
      if (!measured) continue;
      measured.grownSince += growth;
      measured.ranSince ||= uid !== null && running.has(uid);
    }
  }

  async #one(row: ExperimentRow): Promise<void> {
    const began = this.#now();
    const before = this.#measured.get(row.id);
    const limit = row.limits.diskBytes;
    try {
      const { bytes, quota } = await this.#ports.provisioner('home.measure', { name: row.name }, CALL);
      this.#measured.set(row.id, {
        bytes,
        limit,
        at: began,
        tookMs: this.#now() - began,
        grownSince: 0,
        ranSince: false,
      });
      if (quota) await this.#setQuota(row);
      await this.#judge(row, bytes, quota);
    } catch (error) {
      // It may be on its way to be deleted; if not, it is tried again after a while.
      const tookMs = Math.max(3_000, this.#now() - began);
      this.#measured.set(row.id, {
        bytes: before?.bytes ?? 0,
        limit,
        at: began,
        tookMs,
        grownSince: 0,
        ranSince: true,
      });
      console.error(
        `disk: the home of ${row.name} was not measured: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  /** Once for each: quotas may have been switched on after the experiment was made. */
  async #setQuota({ id, name, limits }: ExperimentRow): Promise<void> {
    if (this.#limited.has(id)) return;
    await this.#ports.provisioner('limits.apply', { id, name, limits: machineLimits(limits) }, CALL);
    this.#limited.add(id);
  }

  /** Writes the state, and stops the experiment where that is the only means left. */
  async #judge(row: ExperimentRow, bytes: number, quota: boolean): Promise<void> {
    const { db } = this.#ports;
    const limit = row.limits.diskBytes;
    const [before] = await db.select().from(diskStates).where(eq(diskStates.experimentId, row.id));
    const level = levelOf(bytes, limit);
    const actedBytes = nextActedBytes(bytes, limit, before?.actedBytes ?? null);
    const kept =
      level === 'over'
        ? { action: before?.action ?? null, actedAt: before?.actedAt ?? null }
        : { action: null, actedAt: null };
    const state = { bytes, level, measuredAt: new Date(this.#now()), actedBytes, ...kept };
    await db
      .insert(diskStates)
      .values({ experimentId: row.id, ...state })
      .onConflictDoUpdate({ target: diskStates.experimentId, set: state });
    if (row.state !== 'ready' || !mustStop(bytes, limit, actedBytes)) return;
    await this.#stop(row, bytes, quota);
  }

  async #stop(row: ExperimentRow, bytes: number, quota: boolean): Promise<void> {
    const { db } = this.#ports;
    const action = quota
      ? 'The file system refuses to write more. Delete files, or raise the limit.'
      : `It was stopped, since its home takes ${sizeOf(bytes)} of ${sizeOf(row.limits.diskBytes)}. Start it to delete files, or raise the limit; it is stopped again when the home grows by more than ${sizeOf(ROOM_BYTES)}.`;
    if (!quota && !(await this.#requestStop(row))) return;
    await db
      .update(diskStates)
      .set({ action, actedAt: new Date(this.#now()), actedBytes: bytes })
      .where(eq(diskStates.experimentId, row.id));
    console.log(`${row.name}: home over its limit with ${bytes} bytes. ${action}`);
  }

  /** False while something else is under way with it: it is looked at again soon. */
  async #requestStop(row: ExperimentRow): Promise<boolean> {
    const details = { reason: 'disk', limit: row.limits.diskBytes };
    try {
      await requestOperation({ db: this.#ports.db, actor: ACTOR }, row.id, { kind: 'experiment.stop', details });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') return false;
      throw error;
    }
  }
}
