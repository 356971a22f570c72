/** unit.status: what systemd says of a workspace. */
import { experimentName, object, workspaceName } from '../checks.ts';
import { reportUnit } from '../systemd.ts';
import type { Verb } from '../verb.ts';

export const workspaceFields = { name: experimentName, workspace: workspaceName };

export const statusUnit: Verb<'unit.status'> = {
  check: object(workspaceFields),
  exclusive: false,
  run: async ({ name, workspace }) => (await reportUnit(name, workspace)).state,
};
