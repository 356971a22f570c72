/** The closed list of what the provisioner can do. A verb that is not here does not exist. */
import type { VerbName } from '../shared/provisioner-protocol.ts';
import type { Verb } from './verb.ts';
import { createAccount } from './verbs/account-create.ts';
import { removeAccount } from './verbs/account-remove.ts';
import { removeEnvironment } from './verbs/environment-remove.ts';
import { writeEnvironment } from './verbs/environment-write.ts';
import { inspectExperiment } from './verbs/experiment-inspect.ts';
import { verifyExperiment } from './verbs/experiment-verify.ts';
import { createHome } from './verbs/home-create.ts';
import { measureHome } from './verbs/home-measure.ts';
import { removeHome } from './verbs/home-remove.ts';
import { publishRepository } from './verbs/repository-publish.ts';
import { logUnit } from './verbs/unit-log.ts';
import { startUnit } from './verbs/unit-start.ts';
import { statusUnit } from './verbs/unit-status.ts';
import { stopUnit } from './verbs/unit-stop.ts';
import { createWorkspace } from './verbs/workspace-create.ts';
import { removeWorkspace } from './verbs/workspace-remove.ts';

export const verbs: { readonly [V in VerbName]: Verb<V> } = {
  'experiment.inspect': inspectExperiment,
  'account.create': createAccount,
  'account.remove': removeAccount,
  'home.create': createHome,
  'home.remove': removeHome,
  'home.measure': measureHome,
  'environment.write': writeEnvironment,
  'environment.remove': removeEnvironment,
  'repository.publish': publishRepository,
  'workspace.create': createWorkspace,
  'workspace.remove': removeWorkspace,
  'experiment.verify': verifyExperiment,
  'unit.start': startUnit,
  'unit.stop': stopUnit,
  'unit.status': statusUnit,
  'unit.log': logUnit,
};

export function isVerbName(value: unknown): value is VerbName {
  return typeof value === 'string' && Object.hasOwn(verbs, value);
}
