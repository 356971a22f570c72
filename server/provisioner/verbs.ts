/** The closed list of what the provisioner can do. A verb that is not here does not exist. */
import type { VerbName } from '../shared/provisioner-protocol.ts';
import type { Verb } from './verb.ts';

/** A process carries out one verb, and loading all of them would take longer than most of them do. */
type Loaders = { readonly [V in VerbName]: () => Promise<Verb<V>> };

export const verbs: Loaders = {
  'experiment.inspect': async () => (await import('./verbs/experiment-inspect.ts')).inspectExperiment,
  'account.create': async () => (await import('./verbs/account-create.ts')).createAccount,
  'account.remove': async () => (await import('./verbs/account-remove.ts')).removeAccount,
  'home.create': async () => (await import('./verbs/home-create.ts')).createHome,
  'home.remove': async () => (await import('./verbs/home-remove.ts')).removeHome,
  'home.measure': async () => (await import('./verbs/home-measure.ts')).measureHome,
  'environment.write': async () => (await import('./verbs/environment-write.ts')).writeEnvironment,
  'environment.remove': async () => (await import('./verbs/environment-remove.ts')).removeEnvironment,
  'ssh.write': async () => (await import('./verbs/ssh-write.ts')).writeSsh,
  'repository.publish': async () => (await import('./verbs/repository-publish.ts')).publishRepository,
  'repository.fetch': async () => (await import('./verbs/repository-fetch.ts')).fetchRepository,
  'template.run': async () => (await import('./verbs/template-run.ts')).runTemplate,
  'workspace.create': async () => (await import('./verbs/workspace-create.ts')).createWorkspace,
  'workspace.remove': async () => (await import('./verbs/workspace-remove.ts')).removeWorkspace,
  'limits.apply': async () => (await import('./verbs/limits-apply.ts')).applyLimits,
  'experiment.verify': async () => (await import('./verbs/experiment-verify.ts')).verifyExperiment,
  'experiment.stop': async () => (await import('./verbs/experiment-stop.ts')).stopExperiment,
  'experiment.start': async () => (await import('./verbs/experiment-start.ts')).startExperiment,
  'unit.start': async () => (await import('./verbs/unit-start.ts')).startUnit,
  'unit.stop': async () => (await import('./verbs/unit-stop.ts')).stopUnit,
  'unit.status': async () => (await import('./verbs/unit-status.ts')).statusUnit,
  'workspaces.activity': async () => (await import('./verbs/workspaces-activity.ts')).readActivity,
  'unit.log': async () => (await import('./verbs/unit-log.ts')).logUnit,
};

export function isVerbName(value: unknown): value is VerbName {
  return typeof value === 'string' && Object.hasOwn(verbs, value);
}
