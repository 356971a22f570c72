import { availableParallelism, totalmem } from 'node:os';
import type { ExperimentLimits } from '../../shared/limits.ts';

const GIB = 1024 ** 3;

/** What a new experiment may use: up to 2 GiB but never more than half of the machine's memory, and every core. */
export function defaultLimits(): ExperimentLimits {
  const memoryMaxBytes = Math.min(2 * GIB, Math.floor(totalmem() / 2));
  return {
    memoryMaxBytes,
    memoryHighBytes: Math.floor(memoryMaxBytes * 0.9),
    cpuPercent: availableParallelism() * 100,
    tasksMax: 1024,
    diskBytes: 10 * GIB,
    databaseConnections: 50,
    statementTimeoutMs: 0,
  };
}
