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
  'limits.probe': async () => (await import('./verbs/limits-probe.ts')).probeLimits,
  'machine.disks': async () => (await import('./verbs/machine-disks.ts')).readDisks,
  'experiment.verify': async () => (await import('./verbs/experiment-verify.ts')).verifyExperiment,
  'experiment.stop': async () => (await import('./verbs/experiment-stop.ts')).stopExperiment,
  'experiment.start': async () => (await import('./verbs/experiment-start.ts')).startExperiment,
  'machine.inspect': async () => (await import('./verbs/machine-inspect.ts')).inspectMachine,
  'account.recreate': async () => (await import('./verbs/account-recreate.ts')).recreateAccount,
  'files.set-aside': async () => (await import('./verbs/files-set-aside.ts')).setFilesAside,
  'repository.push': async () => (await import('./verbs/repository-push.ts')).pushRepository,
  'platform.start': async () => (await import('./verbs/platform-start.ts')).startPlatformUnit,
  'unit.start': async () => (await import('./verbs/unit-start.ts')).startUnit,
  'unit.stop': async () => (await import('./verbs/unit-stop.ts')).stopUnit,
  'workspaces.activity': async () => (await import('./verbs/workspaces-activity.ts')).readActivity,
  'experiment.log': async () => (await import('./verbs/experiment-log.ts')).logExperiment,
  'staging.create': async () => (await import('./verbs/staging-create.ts')).makeStaging,
  'staging.remove': async () => (await import('./verbs/staging-remove.ts')).dropStaging,
  'staging.sweep': async () => (await import('./verbs/staging-sweep.ts')).sweepStaging,
  'staging.check': async () => (await import('./verbs/staging-check.ts')).checkStaging,
  'archive.probe': async () => (await import('./verbs/archive-probe.ts')).probeArchive,
  'archive.space': async () => (await import('./verbs/archive-space.ts')).readArchiveSpace,
  'archive.put': async () => (await import('./verbs/archive-put.ts')).putArchive,
  'archive.fetch': async () => (await import('./verbs/archive-fetch.ts')).fetchArchive,
  'archive.check': async () => (await import('./verbs/archive-check.ts')).checkArchive,
  'archive.remove': async () => (await import('./verbs/archive-remove.ts')).removeArchiveFiles,
  'home.pack': async () => (await import('./verbs/home-pack.ts')).packHome,
  'home.list': async () => (await import('./verbs/home-list.ts')).listHome,
  'home.recover': async () => (await import('./verbs/home-recover.ts')).recoverHome,
  'home.forget': async () => (await import('./verbs/home-forget.ts')).forgetRecovered,
  'home.unpack': async () => (await import('./verbs/home-unpack.ts')).unpackHome,
  'database.dump': async () => (await import('./verbs/database-dump.ts')).dumpDatabase,
  'database.recover': async () => (await import('./verbs/database-recover.ts')).recoverDatabase,
  'database.load': async () => (await import('./verbs/database-load.ts')).loadDatabase,
  'repository.save': async () => (await import('./verbs/repository-save.ts')).saveRepository,
  'repository.forget': async () => (await import('./verbs/repository-forget.ts')).forgetBranch,
  'repository.bundle': async () => (await import('./verbs/repository-bundle.ts')).bundleRepository,
  'repository.load': async () => (await import('./verbs/repository-load.ts')).loadRepository,
};

export function isVerbName(value: unknown): value is VerbName {
  return typeof value === 'string' && Object.hasOwn(verbs, value);
}
