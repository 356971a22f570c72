import { availableParallelism, totalmem } from 'node:os';
import type { ExperimentLimits } from '../../shared/limits.ts';
import { defaultLimits } from '../experiments/default-limits.ts';
import type { PlatformSettings } from './settings-shape.ts';

const GIB = 1024 ** 3;

/** What holds as long as no administrator has set anything else. Limits are taken from the machine. */
export function defaultSettings(): PlatformSettings {
  return {
    limits: {
      defaults: defaultLimits(),
      maxima: {
        user: wholeMachine({ tasksMax: 8_192, diskBytes: 100 * GIB, databaseConnections: 100, statementTimeoutMs: 0 }),
        admin: wholeMachine({
          tasksMax: 65_536,
          diskBytes: 16 * 1024 * GIB,
          databaseConnections: 150,
          statementTimeoutMs: 0,
        }),
      },
    },
    idling: { idleMinutes: 60, openTabMinutes: 240, busyCpuPercent: 5 },
    drift: { mend: 'by-hand' },
    archives: { targetId: null },
  };
}

/** Up to all memory and every core. */
function wholeMachine(
  others: Pick<ExperimentLimits, 'tasksMax' | 'diskBytes' | 'databaseConnections' | 'statementTimeoutMs'>,
): ExperimentLimits {
  const memory = totalmem();
  return {
    memoryHighBytes: memory,
    memoryMaxBytes: memory,
    cpuPercent: availableParallelism() * 100,
    ...others,
  };
}
