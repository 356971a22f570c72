import type { ArchiveKind, ArchiveState, archives } from '../../db/schema/index.ts';

/** An archive or snapshot as lists show it. Times are ISO 8601. */
export interface ArchiveView {
  id: string;
  kind: ArchiveKind;
  state: ArchiveState;
  experimentId: string;
  experimentName: string;
  owner: string;
  bytes: number | null;
  createdBy: string;
  createdAt: string;
  verifiedAt: string | null;
  problem: string | null;
  /** Where its files are, in words. */
  target: string;
  /** Null while it is written. */
  contents: {
    homeBytes: number;
    homeFiles: number;
    databaseBytes: number;
    tables: string[];
    branches: string[];
    secrets: string[];
    members: number;
  } | null;
  files: { name: string; bytes: number; sha256: string }[];
}

export function viewArchive(row: typeof archives.$inferSelect, owner: string, target: string): ArchiveView {
  const { manifest } = row;
  const { id, kind, state, experimentId, experimentName, bytes, createdBy, problem } = row;
  return {
    ...{ id, kind, state, experimentId, experimentName, owner, bytes, createdBy, problem, target },
    createdAt: row.createdAt.toISOString(),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    files: manifest?.files ?? [],
    contents: manifest && {
      homeBytes: manifest.contents.home.bytes,
      homeFiles: manifest.contents.home.files,
      databaseBytes: manifest.contents.database.bytes,
      tables: manifest.contents.database.tables,
      branches: manifest.contents.repository?.branches ?? [],
      secrets: manifest.contents.secrets,
      members: manifest.experiment.members.length,
    },
  };
}

/** The view without the names of secrets. */
export function withoutSecrets(view: ArchiveView): ArchiveView {
  return { ...view, contents: view.contents && { ...view.contents, secrets: [] } };
}
