/** What the worker asks the provisioner about archives and snapshots. Part of the protocol. Built-in modules only. */
import type { ArchiveFile } from './archive-manifest.ts';
import type { Subject } from './provisioner-protocol.ts';

/** A file that was written, and what it is: the digest was taken of the bytes on their way. */
export interface WrittenFile {
  bytes: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** Free space where archives are made and kept, and where what is restored goes. Equal `device`s share it. */
export interface FreeSpace {
  staging: Space;
  store: Space;
  homes: Space;
  databases: Space;
}

export interface Space {
  freeBytes: number;
  device: string;
}

/** Where an archive of the local store is: null is the platform's own folder, else one that root allows. */
export interface ArchivePlace {
  archiveId: string;
  folder: string | null;
}

/** The verbs that make, keep, read and bring back archives and snapshots. What a file is called and holds: archive-manifest.ts. */
export interface ArchiveVerbs {
  /** Makes the folder in which an archive is made or laid out for reading. */
  'staging.create': { args: { stagingId: string }; result: Record<string, never> };
  'staging.remove': { args: { stagingId: string }; result: { removed: boolean } };
  /** Removes every such folder but these: what operations left that were killed together with their worker. */
  'staging.sweep': { args: { keep: string[] }; result: { removed: string[] } };
  /** Reads files back and compares size and SHA-256; `deep` also reads what is in them. `problem` is null when all is well. */
  'staging.check': {
    args: { stagingId: string; files: ArchiveFile[]; deep: boolean };
    result: { problem: string | null };
  };
  /** Writes, reads and removes a small file there. */
  'archive.probe': { args: { folder: string | null }; result: Record<string, never> };
  'archive.space': { args: { folder: string | null }; result: FreeSpace };
  /** Moves a complete archive from staging to its place; where it has to be copied, it is read back there before. */
  'archive.put': { args: ArchivePlace & { files: ArchiveFile[] }; result: Record<string, never> };
  /** Lays a copy of an archive out for reading in a staging folder of its own; the archive itself is not touched. */
  'archive.fetch': {
    args: ArchivePlace & { stagingId: string; files: ArchiveFile[] };
    result: { problem: string | null };
  };
  'archive.check': { args: ArchivePlace & { files: ArchiveFile[] }; result: { problem: string | null } };
  'archive.remove': { args: ArchivePlace; result: { removed: boolean } };
  /** Writes the home into staging as home.tar.zst. `running`: files may change meanwhile. Sizes are of the content. */
  'home.pack': {
    args: Subject & { stagingId: string; running: boolean };
    result: WrittenFile & { contentBytes: number; files: number; notes: string[] };
  };
  /** Writes home.list.zst into staging: what a packed home there holds, a line each (server/shared/home-listing.ts). */
  'home.list': { args: { stagingId: string }; result: WrittenFile };
  /**
   * Lays entries of a packed home in staging into ~/recovered/<folder>/, which must not be there or be of this very `stagingId`. Paths
   * are relative to the home; `missing` are those that the packed home does not have.
   */
  'home.recover': {
    args: Subject & { stagingId: string; folder: string; paths: string[] };
    result: { missing: string[] };
  };
  /** Removes that folder again, when it is of this `stagingId`. */
  'home.forget': { args: Subject & { stagingId: string; folder: string }; result: Record<string, never> };
  /** Makes the home from a packed one in staging, in one rename; its git remote becomes that of the environment. */
  'home.unpack': { args: Subject & { stagingId: string }; result: { created: boolean } };
  /** Writes database.dump into staging and reads its table of contents. */
  'database.dump': {
    args: Subject & { stagingId: string };
    result: WrittenFile & { tables: string[]; version: string };
  };
  /** Restores database.dump into the experiment's own, empty database; `from` is the experiment's name in the dump. */
  'database.load': { args: Subject & { stagingId: string; from: string }; result: { notKept: string[] } };
  /**
   * Restores the rows of some tables of database.dump into a new schema of the experiment's own database, by way of the empty database
   * `scratch`, which belongs to its role. Tables are `schema.table`, as database.dump tells them.
   */
  'database.recover': {
    args: Subject & { stagingId: string; scratch: string; schema: string; tables: string[] };
    result: { rows: Record<string, number> };
  };
  /** Pushes what is not committed as a commit of its own to `branch`; index, branches and files of the home stay as they are. */
  'repository.save': { args: Subject & { branch: string }; result: { commit: string | null } };
  /** Removes such a branch. */
  'repository.forget': { args: Subject & { branch: string }; result: Record<string, never> };
  /** Writes every branch and tag of the repository into staging as repository.bundle; empty when there is none. */
  'repository.bundle': {
    args: Subject & { stagingId: string };
    result: WrittenFile & { branches: string[]; commit: string | null; version: string };
  };
  /** Pushes every branch and tag of repository.bundle to the repository of the environment. */
  'repository.load': { args: Subject & { stagingId: string }; result: { refs: number } };
}
