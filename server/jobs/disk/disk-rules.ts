import type { DiskLevel } from '../../db/schema/index.ts';

/** From this share of the limit on a person is warned. */
const NEAR = 0.9;
/** What a home that is over its limit may grow by, after what ran in it was stopped, before that is stopped again. */
export const ROOM_BYTES = 16 * 1024 ** 2;

export function levelOf(bytes: number, limit: number): DiskLevel {
  if (bytes >= limit) return 'over';
  return bytes >= limit * NEAR ? 'near' : 'ok';
}

/**
 * Whether what runs has to be stopped now. `actedBytes`: the smallest size of the home since it was last stopped for this, null when
 * it has not been since it was last below its limit. So a person can start it again and delete files, and cannot go on filling it.
 */
export function mustStop(bytes: number, limit: number, actedBytes: number | null): boolean {
  if (bytes < limit) return false;
  return actedBytes === null || bytes > actedBytes + ROOM_BYTES;
}

/** The size from which the next stop is counted: it goes down with what is deleted, and is forgotten below the limit. */
export function nextActedBytes(bytes: number, limit: number, actedBytes: number | null): number | null {
  return bytes < limit || actedBytes === null ? null : Math.min(actedBytes, bytes);
}

/** How a home was last measured, and what happened since. Times in milliseconds. */
export interface Measured {
  bytes: number;
  /** The limit at that time. */
  limit: number;
  at: number;
  /** How long measuring took. */
  tookMs: number;
  /** What the whole file system has grown by since, every growth counted and nothing that was deleted. */
  grownSince: number;
  /** Whether anything of the experiment has run since. */
  ranSince: boolean;
}

const REGULAR_MS = 10 * 60_000;
/** Of one near or over its limit, so that what was deleted is seen. */
const NEAR_MS = 60_000;
/** Of one in which nothing was seen to run, although it may: a log-in between two looks. */
const QUIET_MS = 3600_000;
const STOPPED_MS = 24 * 3600_000;
/** Measuring takes a twentieth of the time at most, a fifth where the limit may be passed, and is not done more often than this. */
const SHARE = 20;
const URGENT_SHARE = 5;
const LEAST_MS = 10_000;

/**
 * Whether a home is due to be measured. `open`: the experiment is not stopped, so that something may have run between two looks.
 * One in which something was seen to run: every ten minutes, and at once when the whole file system grew by so much that this home
 * alone could have come near its limit. One in which nothing was: every hour, after such growth every ten minutes. Near its limit:
 * every minute. At once when the limit was changed. One that is stopped is as it was.
 */
export function isDue(measured: Measured | undefined, open: boolean, limit: number, now: number): boolean {
  if (!measured) return true;
  const age = now - measured.at;
  const urgent = measured.grownSince > 0 && measured.bytes + measured.grownSince >= limit * NEAR;
  const share = measured.ranSince && urgent ? URGENT_SHARE : SHARE;
  if (age < Math.max(LEAST_MS, measured.tookMs * share)) return false;
  if (measured.limit !== limit) return true;
  if (!open && !measured.ranSince) return age >= STOPPED_MS;
  if (measured.bytes >= limit * NEAR && age >= NEAR_MS) return true;
  return age >= (measured.ranSince ? (urgent ? 0 : REGULAR_MS) : urgent ? REGULAR_MS : QUIET_MS);
}
