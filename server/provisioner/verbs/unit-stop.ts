/** unit.stop: stops a workspace and everything it has started. */
import { unitOf } from '../../shared/names.ts';
import { requireMarkedAccount } from '../account.ts';
import { object, workspaceFields } from '../checks.ts';
import { reportUnit, stopUnits } from '../systemd.ts';
import type { Verb } from '../verb.ts';

export const stopUnit: Verb<'unit.stop'> = {
  check: object(workspaceFields),
  exclusive: false,
  async run({ name, workspace }) {
    await requireMarkedAccount(name);
    await stopUnits([unitOf(name, workspace)]);
    return (await reportUnit(name, workspace)).state;
  },
};
