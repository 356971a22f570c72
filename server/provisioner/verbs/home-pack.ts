/** home.pack: the home as one compressed file, packed by its own user. */
import { homeOf } from '../../shared/names.ts';
import { sizeInWords } from '../../shared/size-in-words.ts';
import { requireAccount } from '../account.ts';
import { receive } from '../archive/receive.ts';
import { emptyRoot, failed, startSandboxed } from '../archive/sandbox.ts';
import { createFile, stagingFolderOf, withStaging } from '../archive/staging.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 600;
/** The least right that reads files which their owner made unreadable: without it an archive would lack them. */
const READ_ALL = ['CapabilityBoundingSet=CAP_DAC_READ_SEARCH', 'AmbientCapabilities=CAP_DAC_READ_SEARCH'];
const NOTES_KEPT = 50;

export const packHome: Verb<'home.pack'> = {
  check: object({
    ...subjectFields,
    stagingId: experimentId,
    running: (value, place) => {
      if (typeof value === 'boolean') return value;
      throw new Failure('invalid', `${place}: true or false is expected.`);
    },
  }),
  exclusive: false,
  minutes: MINUTES,
  async run({ name, id, stagingId, running }, { progress, signal }) {
    const { user, uid } = await requireAccount({ name, id });
    const home = homeOf(name);
    if ((await lookForFolder(home))?.uid !== uid)
      throw new Failure('missing', `The home ${home} does not exist, or is not this experiment’s.`);
    const folder = stagingFolderOf(stagingId);
    return withStaging(stagingId, async () => {
      const file = await createFile(folder, 'home.tar.zst');
      try {
        const properties = [...emptyRoot(`BindReadOnlyPaths=${home}:/home/experiment`), ...READ_ALL];
        const child = await startSandboxed({ script: 'pack-home', user, properties, signal, minutes: MINUTES });
        const tell = (bytes: number) => progress(`Home: ${sizeInWords(bytes)} packed`);
        const written = await receive(child.stdout, file, { signal, folder, tell }).catch((error: unknown) => {
          child.kill();
          throw error;
        });
        const [said, code] = await Promise.all([child.said, child.exit]);
        signal.throwIfAborted();
        // 1: something changed while it was read, which is what a snapshot of a running experiment is about
        if (code !== 0 && !(code === 1 && running)) throw failed('The home could not be packed', said, code);
        return { ...written, ...totals(said) };
      } finally {
        await file.close();
      }
    });
  },
};

function totals(said: string): { contentBytes: number; files: number; notes: string[] } {
  const match = /^packed (\d+) (\d+)$/m.exec(said);
  if (!match) throw new Failure('failed', 'The program that packs the home did not say what it packed.');
  const lines = said.split('\n').filter((line) => /^tar: /.test(line) && !/Removing leading|Total bytes/.test(line));
  return { contentBytes: Number(match[1]), files: Number(match[2]), notes: lines.slice(0, NOTES_KEPT) };
}
