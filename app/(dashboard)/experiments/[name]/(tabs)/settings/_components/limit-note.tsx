import type { ReactNode } from 'react';
import { LIMIT_WORDS, type LimitKey, limitText } from '../../../../../../_data/limits.ts';
import { notEnforcedBecause } from '../../../../../../_data/not-enforced.ts';
import type { LimitsView } from '../../../../../../_data/types.ts';

/** Which results of the probe are about which limit, where they have another name. */
const PROBED: Partial<Record<LimitKey, readonly string[]>> = {
  memoryHighBytes: ['memory-high', 'memory'],
  memoryMaxBytes: ['memory', 'memory-kernel', 'memory-max'],
  cpuPercent: ['cpu'],
  tasksMax: ['tasks'],
  diskBytes: ['disk'],
  databaseConnections: ['database-connections', 'connections'],
  statementTimeoutMs: ['statement-timeout', 'statement'],
};

/** What stands under a limit: that it is not enforced, and why, before anything else. */
export function limitNote(key: LimitKey, { maxima, notEnforced }: LimitsView): ReactNode {
  const missing = notEnforced.find((each) => each.key === key || PROBED[key]?.includes(each.key));
  if (missing) {
    return (
      <>
        <span className="text-busy">Not enforced on this machine</span>, because {notEnforcedBecause(missing.reason)}
      </>
    );
  }
  const open = key === 'statementTimeoutMs' && maxima[key] === 0;
  return open ? LIMIT_WORDS[key].hint : `${LIMIT_WORDS[key].hint} Up to ${limitText(key, maxima[key])}.`;
}
