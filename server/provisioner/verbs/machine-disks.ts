/** machine.disks: size and free space of the file systems that hold what people have. */
import { stat, statfs } from 'node:fs/promises';
import { ARCHIVE_FOLDER } from '../../shared/paths.ts';
import { object } from '../checks.ts';
import type { Verb } from '../verb.ts';

const PLACES = { homes: '/home', databases: '/var/lib/postgresql', archives: ARCHIVE_FOLDER, system: '/' } as const;

export const readDisks: Verb<'machine.disks'> = {
  check: object({}),
  exclusive: false,
  async run() {
    const disks = await Promise.all(
      Object.entries(PLACES).map(async ([holds, path]) => {
        const space = await statfs(path).catch(() => null);
        if (!space) return [];
        const { dev } = await stat(path);
        const totalBytes = space.blocks * space.bsize;
        return [
          { holds: holds as keyof typeof PLACES, path, device: dev, totalBytes, freeBytes: space.bavail * space.bsize },
        ];
      }),
    );
    return { disks: disks.flat() };
  },
};
