/**
 * What the web side may ask the provisioner, and how it answers. One connection carries one request:
 * the client writes one line of JSON (a Request) and half-closes; the provisioner answers with lines of JSON
 * (Message), the last of which is `done` or `error`, and closes. The same lines travel over SSH to another machine.
 * Built-in modules only.
 */
import type { ArchiveVerbs } from './archive-verbs.ts';
import type { Workspace } from './names.ts';
import type { PlatformUnitName } from './platform-units.ts';

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

/** Limits of a slice as its control group has them; null is none, or that there is no such limit on this machine. */
export interface EffectiveLimits {
  memoryHighBytes: number | null;
  memoryMaxBytes: number | null;
  cpuPercent: number | null;
  tasksMax: number | null;
}

/** One limit or protection, tried out on this machine. */
export interface ProbeResult {
  /** `memory`, `memory-slice`, `memory-high`, `swap`, `cpu`, `tasks`, `escape`, `disk`. */
  key: string;
  /** What was tried, for people. */
  title: string;
  enforced: boolean;
  /** What was seen: "a program with 128 MiB that took 192 MiB was ended"; where not enforced, why. */
  detail: string;
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

/** A kernel as JupyterLab tells of it. `name`: its notebook's path, else its own name. */
export interface KernelActivity {
  name: string;
  busy: boolean;
  activeAt: string | null;
}

/**
 * What a running workspace is doing. Every text in it and every answer of its programs comes from the experiment: cut, without
 * control characters, and no truer than the experiment is. Times are ISO 8601.
 */
export interface WorkspaceActivity {
  name: string;
  workspace: Workspace;
  /** Connections to its socket, as the kernel counts them: of browsers, through the front door. */
  connections: number;
  /** Programs that terminals of this workspace run beside their shells, at most five. */
  jobs: string[];
  /** JupyterLab's kernels; null when it did not answer, empty for code-server. */
  kernels: KernelActivity[] | null;
  /** When a terminal of JupyterLab last showed or was given anything. */
  terminalAt: string | null;
  /** When code-server last wrote its heartbeat. */
  heartbeatAt: string | null;
}

/** What an experiment's logs are read from: a workspace's journal, or what was posted to the log endpoint. */
export const LOG_SOURCES = ['lab', 'code', 'posted'] as const;
export type LogSource = (typeof LOG_SOURCES)[number];

export interface LogEntry {
  at: string;
  text: string;
  level: 'error' | 'warning' | 'info';
}

/** Files that an experiment has on the machine, each at a fixed place. `sockets`: what makes the folders of its sockets. */
export type ExperimentFile = 'environment' | 'sockets' | 'lab' | 'code' | 'slice';

/** What the machine has at every place where a part of an experiment could be. */
export interface MachineInventory {
  /** `group`: it has its group. `closed`: the experiment is stopped. `running`: processes run as it. */
  accounts: {
    name: string;
    uid: number;
    markedId: string | null;
    group: boolean;
    closed: boolean;
    running: boolean;
  }[];
  homes: { name: string; uid: number }[];
  /** Found by name, the slice's by user id. `mark`: whose it says that it is; null when it is not the platform's. */
  files: {
    part: ExperimentFile;
    name: string | null;
    uid: number | null;
    path: string;
    mark: { id: string; name: string } | null;
  }[];
  /** Names with a folder for their sockets. */
  sockets: string[];
}

/** Every verb with its arguments and its result. Each is idempotent: asked again it finds its work done. */
export interface Verbs extends ArchiveVerbs {
  /** Tells what exists under a name. Changes nothing. */
  'experiment.inspect': { args: { name: string }; result: Inspection };
  /** Makes system user and group `exp-<name>`, no password, marked with the id. Conflict when one of another mark exists. */
  'account.create': { args: Subject; result: { uid: number; created: boolean } };
  /** Ends every process of the user, then removes user and group. Refuses an account that bears another mark. */
  'account.remove': { args: Subject; result: { removed: boolean } };
  /** Makes the home from experiments/base, the files of a template and `files`, owned by the user, in one rename. */
  'home.create': { args: Subject & { template: string; files: HomeFile[] }; result: { created: boolean } };
  'home.remove': { args: Subject; result: { removed: boolean } };
  /** Bytes that the home takes on disk, and whether its file system has quotas for users. */
  'home.measure': { args: { name: string }; result: { bytes: number; quota: boolean } };
  /** Writes /etc/homelab-paas/experiments/<name>.env (root:exp-<name> 0640). */
  'environment.write': { args: Subject & { variables: Record<string, string> }; result: Record<string, never> };
  'environment.remove': { args: Subject; result: { removed: boolean } };
  /** Writes the keys (type and key, a line each) that may log in by SSH; none removes the file. Ends what other keys opened. */
  'ssh.write': { args: Subject & { keys: string[] }; result: { ended: number } };
  /** As the experiment's user, in its slice: git init, commit of everything, push to the remote of its environment. */
  'repository.publish': { args: Subject; result: { commit: string } };
  /** As the experiment's user: clones a repository to ~/src/<folder>; `manifest` tells whether it has a homelab.json. */
  'repository.fetch': { args: Subject & { url: string }; result: { folder: string; manifest: boolean } };
  /** As the experiment's user: installs dependencies and runs the command of a template, or of a repository that was fetched. */
  'template.run': {
    args: Subject & { from: { template: string } | { repository: string } };
    result: Record<string, never>;
  };
  /** Socket folder, slice limits and the workspaces' drop-ins; reloads systemd. */
  'workspace.create': { args: Subject & { limits: Limits }; result: Record<string, never> };
  'workspace.remove': { args: Subject; result: { removed: boolean } };
  /**
   * Makes limits effective at once, for what runs as well. `effective`: what the kernel then says, null where nothing runs or it has
   * no such limit; `quota`: whether the file system enforces the size of the home. Conflict when more memory is in use than allowed.
   */
  'limits.apply': { args: Subject & { limits: Limits }; result: { effective: EffectiveLimits | null; quota: boolean } };
  /** Tries to exceed every limit in a slice of its own, as an account without rights, and cleans up. Some seconds. */
  'limits.probe': { args: Record<string, never>; result: { results: ProbeResult[] } };
  /** Size and free space of the file systems that hold what people have; equal devices are one file system. */
  'machine.disks': {
    args: Record<string, never>;
    result: {
      disks: {
        holds: 'homes' | 'databases' | 'archives' | 'system';
        path: string;
        device: number;
        totalBytes: number;
        freeBytes: number;
      }[];
    };
  };
  /** From inside, as the user and in its slice: psql answers, the repository answers, the home is writable. */
  'experiment.verify': { args: Subject; result: { checks: string[] } };
  /** Ends everything that runs as the experiment's user and closes the account: nothing of it starts until experiment.start. */
  'experiment.stop': { args: Subject; result: Record<string, never> };
  /** Opens the account again. Starts nothing by itself. */
  'experiment.start': { args: Subject; result: Record<string, never> };
  /** What the machine has of all experiments, in one look. Changes nothing. */
  'machine.inspect': { args: Record<string, never>; result: MachineInventory };
  /** Makes an account that was removed anew, with the user id that it had, so that its home is its own again. */
  'account.recreate': { args: Subject & { uid: number }; result: { created: boolean } };
  /** Moves what stands where the experiment's files belong and is not its own into a folder of root's. Deletes nothing. */
  'files.set-aside': { args: Subject & { uid: number }; result: { moved: { from: string; to: string }[] } };
  /** As the experiment's user, in its slice: pushes what is committed to the remote of its environment. Commits nothing. */
  'repository.push': { args: Subject; result: { pushed: boolean } };
  /** Starts a unit of the platform itself; the list of them is closed. */
  'platform.start': { args: { unit: PlatformUnitName }; result: Record<string, never> };
  /** Starts a workspace and waits until its socket answers HTTP (at most 60 s). On failure the error carries the last log lines. */
  'unit.start': { args: { name: string; workspace: Workspace }; result: UnitState };
  'unit.stop': { args: { name: string; workspace: Workspace }; result: UnitState };
  /** What the running workspaces among these experiments are doing, at most 200 names. Leaves out what cannot be looked at. */
  'workspaces.activity': { args: { names: string[] }; result: { items: WorkspaceActivity[] } };
  /** Last lines of one source, oldest first; `lines` 1 to 500. A MiB at most. */
  'experiment.log': { args: Subject & { source: LogSource; lines: number }; result: { lines: LogEntry[] } };
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
  /** Nothing new. A client that has gone away is noticed by it. */
  | { type: 'alive' }
  | { type: 'done'; result: VerbResult<V> }
  | { type: 'error'; code: ProvisionerErrorCode; message: string; log?: string[] };

/** Longest request in bytes. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
