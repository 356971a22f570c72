import type { Readable } from 'node:stream';
import type { ArchiveFile } from '../../../shared/archive-manifest.ts';

/**
 * Where complete archives are kept. An archive is made in, and read from, its own folder below STAGING_FOLDER, whatever the store;
 * a store moves it between there and its place. `files` are those of the manifest; manifest.json itself always comes along.
 */
export interface ArchiveStore {
  /**
   * Takes the files from staging into the store, reads every byte back from there and compares. Only then the copy in staging goes.
   * Idempotent: what is already there and equal is left. Throws `unavailable` with what the place said, `full` without space.
   */
  put(id: string, files: readonly ArchiveFile[], signal: AbortSignal, line: (text: string) => void): Promise<void>;
  /**
   * Lays the files, and manifest.json, into STAGING_FOLDER/<stagingId>/ for reading and compares them with `files`. `stagingId` is the
   * reader's own (its operation, or the experiment that is restored), so that several can read one archive. The store's own
   * copy is not touched. Throws `conflict` with what differs when the archive is damaged.
   */
  fetch(
    id: string,
    files: readonly ArchiveFile[],
    signal: AbortSignal,
    line: (text: string) => void,
    stagingId: string,
  ): Promise<void>;
  /** One file, for a download. */
  open(id: string, file: string): Promise<Readable>;
  /** Reads every byte and compares. Gives what differs, in a sentence; null when nothing does. */
  verify(id: string, files: readonly ArchiveFile[], signal: AbortSignal): Promise<string | null>;
  /** Removes everything of an archive. Nothing there is no failure. */
  remove(id: string): Promise<void>;
}
