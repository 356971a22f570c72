/** Shapes that several procedures take. */
import { z } from 'zod';

export const Name = z.string().max(64);
export const ByName = z.strictObject({ name: Name });
export const ById = z.strictObject({ id: z.uuid() });

/** Bytes, counts and the like: bounded again by the verb. */
const amount = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
export const Limits = z.strictObject({
  memoryHighBytes: amount,
  memoryMaxBytes: amount,
  cpuPercent: amount,
  tasksMax: amount,
  diskBytes: amount,
  databaseConnections: amount,
  statementTimeoutMs: amount,
});

const kept = z.number().int().min(0).max(365);
export const Schedule = z.strictObject({
  everyHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 30),
  keepLast: kept,
  keepDaily: kept,
  keepWeekly: kept,
});
