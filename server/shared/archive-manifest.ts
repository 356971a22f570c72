/** What an archive says of itself: manifest.json, written last. Built-in modules only. */
import type { ExperimentLimits, IdlingSettings, SnapshotSchedule } from './limits.ts';
import type { Role } from './roles.ts';

/** A reader refuses a newer format and says so. */
export const ARCHIVE_FORMAT = 1;

export interface ArchiveFile {
  name: string;
  bytes: number;
  /** SHA-256 in hex, taken while it was written. */
  sha256: string;
}

export interface ArchiveManifest {
  format: number;
  kind: 'archive' | 'snapshot';
  /** Id of the archive. */
  id: string;
  /** ISO 8601. */
  createdAt: string;
  versions: { platform: string; postgres: string; git: string };
  experiment: {
    id: string;
    name: string;
    displayName: string;
    owner: string;
    template: string;
    limits: ExperimentLimits;
    idling: IdlingSettings | null;
    snapshotSchedule: SnapshotSchedule | null;
    members: { username: string; role: Role; logs: boolean }[];
    sshKeys: { label: string; publicKey: string }[];
  };
  contents: {
    home: { bytes: number; files: number };
    database: { bytes: number; tables: string[] };
    /** Null in a snapshot. */
    repository: { branches: string[]; commit: string | null } | null;
    /** Names alone; the values are in the file secrets.sealed. */
    secrets: string[];
  };
  files: ArchiveFile[];
}
