import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { conflict, missing } from '../../../shared/errors.ts';
import { ARCHIVE_FOLDER } from '../../../shared/paths.ts';
import type { callProvisioner } from '../../../system/provisioner.ts';
import type { ArchiveStore } from './store.ts';

/**
 * Archives in a folder of this machine: the platform's own (null), or one that root allows. Only root writes there, so the
 * provisioner does all but reading.
 */
export function folderStore(provisioner: typeof callProvisioner, actor: string, folder: string | null): ArchiveStore {
  return {
    async put(archiveId, files, signal, line) {
      await provisioner('archive.put', { archiveId, folder, files: [...files] }, { actor, signal, onProgress: line });
    },
    async fetch(archiveId, files, signal, line, stagingId) {
      const args = { archiveId, folder, stagingId, files: [...files] };
      const { problem } = await provisioner('archive.fetch', args, { actor, signal, onProgress: line });
      if (problem) throw conflict(`The archive is damaged: ${problem}`);
    },
    async open(archiveId, file) {
      if (!/^[a-z]+(\.[a-z]+)+$/.test(file)) throw missing('An archive has no such file.');
      const path = `${folder ?? ARCHIVE_FOLDER}/${archiveId}/${file}`;
      const opened = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
      if (!opened) throw missing(`The file ${file} of the archive is not there any more.`);
      return opened.createReadStream({ highWaterMark: 256 * 1024 });
    },
    async verify(archiveId, files, signal) {
      const args = { archiveId, folder, files: [...files] };
      return (await provisioner('archive.check', args, { actor, signal })).problem;
    },
    async remove(archiveId) {
      await provisioner('archive.remove', { archiveId, folder }, { actor });
    },
  };
}
