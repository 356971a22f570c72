/**
 * The rule for an experiment's name, and every identifier that is derived from it.
 * Built-in modules only: the provisioner, which runs as root, uses this file too.
 */

/** Longest name: `exp-` and 28 characters make 32, the limit of a Linux user name (useradd(8)). */
export const MAX_NAME_LENGTH = 28;

/** Lower-case letters, digits and single hyphens; starts with a letter, ends with a letter or digit. */
const NAME = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/;

/** The rule in words, as it is shown beside the field and in a refusal. */
export const NAME_RULE =
  'A name has 1 to 28 lower-case letters, digits and single hyphens. It starts with a letter and ends with a letter or a digit.';

/** Tells whether `name` may be an experiment's name. */
export function isExperimentName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= MAX_NAME_LENGTH && NAME.test(name);
}

/** The parts of an experiment that open in the browser, each a systemd unit with a socket of its own. */
export const WORKSPACES = ['lab', 'code'] as const;
export type Workspace = (typeof WORKSPACES)[number];

/** Tells whether `value` names a workspace. */
export function isWorkspace(value: unknown): value is Workspace {
  return value === 'lab' || value === 'code';
}

/** System user, its group, the PostgreSQL role and the Gitea account of an experiment. */
export function accountOf(name: string): string {
  return `exp-${name}`;
}

/** PostgreSQL database of an experiment. Contains hyphens as the name does: quote it in SQL. */
export function databaseOf(name: string): string {
  return `experiment_${name}`;
}

/** Home folder of an experiment's system user. */
export function homeOf(name: string): string {
  return `/home/${accountOf(name)}`;
}

/** Folder of the sockets that an experiment's workspaces listen on: its own, mode 2750, group of the front door. */
export function socketFolderOf(name: string): string {
  return `/run/homelab-paas/exp/${name}`;
}

/**
 * Folder of the sockets that the front door connects to: hard links to the former, made by the provisioner. It is root's,
 * so that an experiment cannot put another one's socket in the place of its own.
 */
export function doorFolderOf(name: string): string {
  return `/run/homelab-paas/door/${name}`;
}

/** systemd unit of a workspace. */
export function unitOf(name: string, workspace: Workspace): string {
  return `experiment-${workspace}@${name}.service`;
}

/** systemd slice that holds everything a user id runs, log-ins included (systemd-logind's naming). */
export function sliceOf(uid: number): string {
  return `user-${uid}.slice`;
}

/** File with the environment (database, repository, secrets) of an experiment; root:exp-<name>, 0640. */
export function environmentFileOf(name: string): string {
  return `/etc/homelab-paas/experiments/${name}.env`;
}

/** Under which name the journal has what an experiment posted. By id, since a name may come to be another experiment's. */
export function logIdentifierOf(experimentId: string): string {
  return `experiment/${experimentId}`;
}
