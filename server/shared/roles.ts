/**
 * What people may do with an experiment. Built-in modules only: pages and verbs use the same table.
 */

/** What a person can be given on somebody else's experiment. The owner has every right, and so has an administrator. */
export const ROLES = ['operator', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * - `see`: that it exists, its state, its parts and their sizes, its operations
 * - `metrics`: figures and graphs
 * - `logs`: what its programs wrote, and the output of its operations
 * - `operate`: start, stop, restart, keep awake
 * - `open`: JupyterLab, code-server and a terminal, with everything that is in the home; push
 * - `manage`: limits, members, secrets, keys, snapshots, archive, delete
 */
export const RIGHTS = ['see', 'metrics', 'logs', 'operate', 'open', 'manage'] as const;
export type ExperimentRight = (typeof RIGHTS)[number];

/** Rights of a member. A viewer reads logs only where the owner says so; an operator always does. */
export function rightsOf(member: { role: Role; logs: boolean }): readonly ExperimentRight[] {
  if (member.role === 'operator') return ['see', 'metrics', 'logs', 'operate', 'open'];
  return member.logs ? ['see', 'metrics', 'logs'] : ['see', 'metrics'];
}
