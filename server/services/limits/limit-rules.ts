import { z } from 'zod';
import { invalid } from '../../shared/errors.ts';
import { type ExperimentLimits, LIMITS } from '../../shared/limits.ts';

const MIB = 1024 ** 2;
const PIB = 1024 ** 5;
const DAY_MS = 24 * 3600_000;

/** Least and greatest value that makes sense on any machine; the provisioner has the same bounds. */
const RANGES: Record<keyof ExperimentLimits, readonly [number, number]> = {
  memoryHighBytes: [64 * MIB, PIB],
  memoryMaxBytes: [64 * MIB, PIB],
  cpuPercent: [1, 102_400],
  tasksMax: [16, 4_194_304],
  diskBytes: [64 * MIB, 8 * PIB - 1],
  databaseConnections: [1, 10_000],
  statementTimeoutMs: [0, 30 * DAY_MS],
};

const NAMES: Record<keyof ExperimentLimits, string> = {
  memoryHighBytes: 'Memory from which it is slowed down',
  memoryMaxBytes: 'Memory',
  cpuPercent: 'CPU',
  tasksMax: 'Processes and threads',
  diskBytes: 'Size of the home',
  databaseConnections: 'Database connections',
  statementTimeoutMs: 'Longest statement',
};

function range(key: keyof ExperimentLimits) {
  const [least, most] = RANGES[key];
  const rule = `${NAMES[key]}: from ${amountOf(key, least)} to ${amountOf(key, most)}.`;
  return z.number(rule).int(rule).min(least, rule).max(most, rule);
}

/** All limits of an experiment, each within what makes sense, memory high not above max. */
export const ExperimentLimitsShape = z
  .strictObject({
    memoryHighBytes: range('memoryHighBytes'),
    memoryMaxBytes: range('memoryMaxBytes'),
    cpuPercent: range('cpuPercent'),
    tasksMax: range('tasksMax'),
    diskBytes: range('diskBytes'),
    databaseConnections: range('databaseConnections'),
    statementTimeoutMs: range('statementTimeoutMs'),
  })
  .refine(({ memoryHighBytes, memoryMaxBytes }) => memoryHighBytes <= memoryMaxBytes, {
    path: ['memoryHighBytes'],
    message: 'The memory from which it is slowed down is at most the hard limit.',
  });

/** Some limits; `undefined` is the same as not given. */
export type SomeLimits = { [K in keyof ExperimentLimits]?: number | undefined };

/**
 * Lays limits over others, later ones over earlier ones. Where the hard memory limit changes and the one from which programs are
 * slowed down is not given with it, that one follows at nine tenths, so that neither is forgotten.
 */
export function mergeLimits(base: ExperimentLimits, ...layers: (SomeLimits | undefined)[]): ExperimentLimits {
  let merged = { ...base };
  for (const layer of layers) {
    const given = Object.fromEntries(Object.entries(layer ?? {}).filter(([, value]) => value !== undefined));
    const before = merged.memoryMaxBytes;
    merged = { ...merged, ...given };
    if (merged.memoryMaxBytes !== before && layer?.memoryHighBytes === undefined) {
      merged.memoryHighBytes = Math.max(64 * MIB, Math.floor(merged.memoryMaxBytes * 0.9));
    }
  }
  return merged;
}

/**
 * Throws `invalid` with a sentence for the first limit that makes no sense or is above `maxima`. What is as in `before` may be
 * above them: an administrator set it.
 */
export function checkLimits(
  limits: ExperimentLimits,
  maxima: ExperimentLimits,
  before?: ExperimentLimits,
): ExperimentLimits {
  const parsed = ExperimentLimitsShape.safeParse(limits);
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? 'These limits cannot be set.');
  const changed = LIMITS.filter((key) => limits[key] !== before?.[key]);
  const above = changed.find((key) => exceeds(key, limits[key], maxima[key]));
  if (above === undefined) return limits;
  throw invalid(
    `${NAMES[above]}: ${amountOf(above, limits[above])} is more than you may set, ${amountOf(above, maxima[above])}. An administrator can raise that in the settings.`,
  );
}

/** Whether a value is above a maximum. A statement of any length (0) is above every maximum but none (0). */
export function exceeds(key: keyof ExperimentLimits, value: number, maximum: number): boolean {
  if (key !== 'statementTimeoutMs') return value > maximum;
  return maximum !== 0 && (value === 0 || value > maximum);
}

/** A limit's value as people say it. */
function amountOf(key: keyof ExperimentLimits, value: number): string {
  if (key.endsWith('Bytes')) return sizeOf(value);
  if (key === 'cpuPercent') return `${value} % of one core`;
  if (key === 'statementTimeoutMs') return value === 0 ? 'no limit' : `${value / 1000} s`;
  return String(value);
}

/** Bytes in the largest unit of which there is at least one. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const amount = bytes / 1024 ** power;
  return `${Number.isInteger(amount) ? amount : amount.toFixed(1)} ${units[power]}`;
}
