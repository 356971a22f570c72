/** repository.bundle: every branch and tag of the experiment's repository in one file. */
import { receive } from '../archive/receive.ts';
import { besideRepository } from '../archive/repository.ts';
import { failed, startSandboxed } from '../archive/sandbox.ts';
import { createFile, stagingFolderOf, withStaging } from '../archive/staging.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 240;

export const bundleRepository: Verb<'repository.bundle'> = {
  check: object({ ...subjectFields, stagingId: experimentId }),
  exclusive: false,
  minutes: MINUTES,
  async run({ name, id, stagingId }, { signal }) {
    const { user, properties } = await besideRepository({ name, id });
    const folder = stagingFolderOf(stagingId);
    return withStaging(stagingId, async () => {
      const file = await createFile(folder, 'repository.bundle');
      try {
        const child = await startSandboxed({ script: 'bundle-repository', user, properties, signal, minutes: MINUTES });
        const watched = { signal, folder, tell: () => undefined };
        const written = await receive(child.stdout, file, watched).catch((error: unknown) => {
          child.kill();
          throw error;
        });
        const [said, code] = await Promise.all([child.said, child.exit]);
        signal.throwIfAborted();
        if (code !== 0) throw failed('The repository could not be read', said, code);
        return {
          ...written,
          branches: [...said.matchAll(/^ref [0-9a-f]+ refs\/heads\/(.+)$/gm)].map(([, branch]) => branch ?? ''),
          commit: /^head ([0-9a-f]+)$/m.exec(said)?.[1] ?? null,
          version: /^version git version (.+)$/m.exec(said)?.[1] ?? 'unknown',
        };
      } finally {
        await file.close();
      }
    });
  },
};
