/** Names of what a recovery makes; they hold its time, so that two do not meet. */
import { type Check, text } from '../checks.ts';
import { Failure } from '../failure.ts';

/** `2026-11-21_15-04-05`, the folder below ~/recovered. */
export const recoveryFolder: Check<string> = (value, place) =>
  matching(value, place, /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$/);

/** `recovered_20261121_150405`. */
export const recoverySchema: Check<string> = (value, place) => matching(value, place, /^recovered_\d{8}_\d{6}$/);

/** The database that a recovery works in: `recover_` and 32 hexadecimal digits. */
export const scratchDatabase: Check<string> = (value, place) => matching(value, place, /^recover_[0-9a-f]{32}$/);

function matching(value: unknown, place: string, rule: RegExp): string {
  const given = text(value, place);
  if (rule.test(given)) return given;
  throw new Failure('invalid', `${place}: a name of a recovery is expected.`);
}
