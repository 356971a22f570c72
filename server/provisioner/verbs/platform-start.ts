/** platform.start: starts a unit of the platform that was stopped or has failed. */
import { isPlatformUnit, PLATFORM_UNITS } from '../../shared/platform-units.ts';
import { execute } from '../../shared/process.ts';
import { object } from '../checks.ts';
import { Failure } from '../failure.ts';
import { readJournal } from '../journal.ts';
import type { Verb } from '../verb.ts';

const SYSTEMCTL = '/usr/bin/systemctl';

export const startPlatformUnit: Verb<'platform.start'> = {
  check: object({
    unit: (value, place) => {
      if (isPlatformUnit(value)) return value;
      const known = PLATFORM_UNITS.map(({ unit }) => unit).join(', ');
      throw new Failure('invalid', `${place}: one of ${known} is expected.`);
    },
  }),
  exclusive: false,
  async run({ unit }) {
    await execute(SYSTEMCTL, ['reset-failed', '--', unit]);
    const started = await execute(SYSTEMCTL, ['start', '--', unit], { timeoutMs: 90_000 });
    if (started.code === 0) return {};
    throw new Failure(
      'failed',
      `${unit} did not start. ${started.stderr.trim()}`,
      await readJournal(30, [`_SYSTEMD_UNIT=${unit}`]),
    );
  },
};
