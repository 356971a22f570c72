import { endLongStatements } from '../../system/postgres/end-long-statements.ts';
import type { Ports } from '../ports.ts';
import { repeat } from '../repeat.ts';

/** Seconds between two looks while an experiment has a limit for statements, and while none has. */
const LOOK_S = 3;
const NOTHING_LIMITED_S = 15;

/** Ends statements that run longer than their experiment may, until `signal` aborts. */
export function watchStatements({ db }: Pick<Ports, 'db'>, signal: AbortSignal): Promise<void> {
  return repeat('Long statements are not ended', signal, NOTHING_LIMITED_S, async () => {
    const { limited, cancelled, terminated } = await endLongStatements(db);
    if (cancelled + terminated > 0) {
      console.log(`Statements beyond their limit: ${cancelled} cancelled, ${terminated} connections ended.`);
    }
    return limited > 0 ? LOOK_S : NOTHING_LIMITED_S;
  });
}
