/**
 * What the web side may ask the provisioner, and how it answers. One connection carries one request:
 * the client writes one line of JSON (a Request) and half-closes; the provisioner answers with lines of JSON
 * (Message), the last of which is `done` or `error`, and closes. The same lines travel over SSH to another machine.
 * Built-in modules only.
 */
import type { Workspace } from './names.ts';

/** Limits that the machine enforces: those of the slice, and the size of the home. Bytes, per cent of one core, number of tasks. */
export interface Limits {
  memoryHighBytes: number;
  memoryMaxBytes: number;
  cpuPercent: number;
  tasksMax: number;
  /** Enforced where the file system of the homes has quotas for users; elsewhere the worker watches the size. */
  diskBytes: number;
}

/** A file that is laid into a new home beside the skeleton. `path` is relative to the home. */
export interface HomeFile {
  path: string;
  content: string;
  mode: number;
}

/** An experiment as the provisioner needs to know it: `id` (UUID) marks what belongs to this very experiment. */
export interface Subject {
  name: string;
  id: string;
}

/** State of a unit as systemd reports it, and whether its socket is there. */
export interface UnitState {
  unit: string;
  activeState: string;
  subState: string;
  result: string;
  listening: boolean;
  activeSince: string | null;
}

/** What there is on the machine under an experiment's name. Empty `parts` means nothing at all. */
export interface Inspection {
  /** Each part found: `user`, `group`, `home`, `sockets`, `environment`, `units`, `processes`. */
  parts: string[];
  uid: number | null;
  /** The experiment id that the system user is marked with, null when there is no user or no mark. */
  markedId: string | null;
}

/** Every verb with its arguments and its result. Each is idempotent: asked again it finds its work done. */
export interface Verbs {
  /** Tells what exists under a name. Changes nothing. */
  'experiment.inspect': { args: { name: string }; result: Inspection };
  /** Makes system user and group `exp-<name>`, no password, marked with the id. Conflict when one of another mark exists. */
  'account.create': { args: Subject; result: { uid: number; created: boolean } };
  /** Ends every process of the user, then removes user and group. Refuses an account that bears another mark. */
  'account.remove': { args: Subject; result: { removed: boolean } };
  /** Makes the home from experiments/base and `files`, owned by the user, in one rename. */
  'home.create': { args: Subject & { files: HomeFile[] }; result: { created: boolean } };
  'home.remove': { args: Subject; result: { removed: boolean } };
  /** Bytes that the home takes on disk. */
  'home.measure': { args: { name: string }; result: { bytes: number } };
  /** Writes /etc/homelab-paas/experiments/<name>.env (root:exp-<name> 0640). */
  'environment.write': { args: Subject & { variables: Record<string, string> }; result: Record<string, never> };
  'environment.remove': { args: Subject; result: { removed: boolean } };
  /** As the experiment's user, in its slice: git init, commit of everything, push to the remote of its environment. */
  'repository.publish': { args: Subject; result: { commit: string } };
  /** Socket folder, slice limits and the workspaces' drop-ins; reloads systemd. */
  'workspace.create': { args: Subject & { limits: Limits }; result: Record<string, never> };
  'workspace.remove': { args: Subject; result: { removed: boolean } };
  /** From inside, as the user and in its slice: psql answers, the repository answers, the home is writable. */
  'experiment.verify': { args: Subject; result: { checks: string[] } };
  /** Starts a workspace and waits until its socket answers HTTP (at most 60 s). On failure the error carries the last log lines. */
  'unit.start': { args: { name: string; workspace: Workspace }; result: UnitState };
  'unit.stop': { args: { name: string; workspace: Workspace }; result: UnitState };
  'unit.status': { args: { name: string; workspace: Workspace }; result: UnitState };
  /** Last lines of a workspace's journal, oldest first; `lines` 1 to 500. */
  'unit.log': { args: { name: string; workspace: Workspace; lines: number }; result: { lines: string[] } };
}

export type VerbName = keyof Verbs;
export type VerbArgs<V extends VerbName> = Verbs[V]['args'];
export type VerbResult<V extends VerbName> = Verbs[V]['result'];

/** One request. `actor` is the account or job that asked; it goes into the journal. Further fields are refused. */
export interface Request<V extends VerbName = VerbName> {
  verb: V;
  actor: string;
  args: VerbArgs<V>;
}

/**
 * Why a request was not carried out: `invalid` the request is not well formed; `conflict` something that the platform
 * did not make is in the way; `missing` there is no such thing; `full` no space left on the disk; `failed` all else.
 */
export type ProvisionerErrorCode = 'invalid' | 'conflict' | 'missing' | 'full' | 'failed';

export type Message<V extends VerbName = VerbName> =
  | { type: 'progress'; line: string }
  | { type: 'done'; result: VerbResult<V> }
  | { type: 'error'; code: ProvisionerErrorCode; message: string; log?: string[] };

/** Longest request in bytes. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
