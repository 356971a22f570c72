/** home.list: what a packed home in staging holds, so that a page can show it without reading all of it again. */
import { receive } from '../archive/receive.ts';
import { emptyRoot, failed, startSandboxed } from '../archive/sandbox.ts';
import { createFile, openFile, stagingFolderOf, withStaging } from '../archive/staging.ts';
import { experimentId, object } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 120;

export const listHome: Verb<'home.list'> = {
  check: object({ stagingId: experimentId }),
  exclusive: false,
  minutes: MINUTES,
  async run({ stagingId }, { signal }) {
    const folder = stagingFolderOf(stagingId);
    return withStaging(stagingId, async () => {
      const packed = await openFile(folder, 'home.tar.zst');
      const file = await createFile(folder, 'home.list.zst');
      try {
        const wanted = { script: 'list-files', user: null, properties: emptyRoot(), input: packed.fd, signal };
        const child = await startSandboxed({ ...wanted, minutes: MINUTES });
        const written = await receive(child.stdout, file, { signal, folder, tell: () => undefined }).catch(
          (error: unknown) => {
            child.kill();
            throw error;
          },
        );
        const [said, code] = await Promise.all([child.said, child.exit]);
        signal.throwIfAborted();
        if (code !== 0) throw failed('The content of the home could not be listed', said, code);
        return written;
      } finally {
        await file.close();
        await packed.close();
      }
    });
  },
};
