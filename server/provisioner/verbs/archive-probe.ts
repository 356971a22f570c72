/** archive.probe: writes, reads and removes a small file in a folder for archives. */
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { archiveFolder, storeFolder } from '../archive/places.ts';
import { object } from '../checks.ts';
import { Failure } from '../failure.ts';
import type { Verb } from '../verb.ts';

export const probeArchive: Verb<'archive.probe'> = {
  check: object({ folder: archiveFolder }),
  exclusive: false,
  async run({ folder }) {
    const path = `${await storeFolder(folder)}/.homelab-check-${randomUUID()}`;
    const content = `Homelab PaaS was here at ${new Date().toISOString()}.\n`;
    try {
      await writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true });
      if ((await readFile(path, 'utf8')) !== content)
        throw new Failure('failed', `${path} does not hold what was written to it.`);
    } finally {
      await rm(path, { force: true });
    }
    return {};
  },
};
