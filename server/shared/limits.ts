/**
 * Limits of an experiment as people set them. What the machine enforces travels to the provisioner (Limits in
 * provisioner-protocol.ts); PostgreSQL enforces the rest. Built-in modules only.
 */
import type { Limits } from './provisioner-protocol.ts';

/** Bytes, per cent of one core, counts, milliseconds. */
export interface ExperimentLimits extends Limits {
  /** Connections at once of the experiment's database role. */
  databaseConnections: number;
  /** Longest statement of that role; 0 is none. */
  statementTimeoutMs: number;
}

/** The keys of ExperimentLimits in the order in which pages show them. */
export const LIMITS = [
  'memoryHighBytes',
  'memoryMaxBytes',
  'cpuPercent',
  'tasksMax',
  'diskBytes',
  'databaseConnections',
  'statementTimeoutMs',
] as const satisfies readonly (keyof ExperimentLimits)[];

/** The part of the limits that the provisioner sets. */
export function machineLimits(limits: ExperimentLimits): Limits {
  const { memoryHighBytes, memoryMaxBytes, cpuPercent, tasksMax, diskBytes } = limits;
  return { memoryHighBytes, memoryMaxBytes, cpuPercent, tasksMax, diskBytes };
}

/** When workspaces of an experiment are stopped. Minutes; null is never. */
export interface IdlingSettings {
  /** Nothing busy and nobody connected for this long. */
  idleMinutes: number | null;
  /** Nothing busy for this long while a browser tab is still open. */
  openTabMinutes: number | null;
  /** CPU of the whole experiment, in per cent of one core over the last minutes, from which it counts as busy. */
  busyCpuPercent: number;
}

/** Which snapshots are made by themselves and how many of them stay. */
export interface SnapshotSchedule {
  /** Hours between two; 0 is none. */
  everyHours: number;
  keepLast: number;
  keepDaily: number;
  keepWeekly: number;
}
