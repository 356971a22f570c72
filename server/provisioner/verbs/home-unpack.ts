/** home.unpack: a complete home from a packed one, in one rename. Never writes into a home that is there. */
import { chmod, lchown, mkdir, rename } from 'node:fs/promises';
import { homeOf } from '../../shared/names.ts';
import { foreign, requireAccount } from '../account.ts';
import { refuseFull } from '../archive/receive.ts';
import { emptyRoot, runSandboxed } from '../archive/sandbox.ts';
import { openFile, stagingFolderOf } from '../archive/staging.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import { scratchHomeOf } from '../home.ts';
import { runInside } from '../inside.ts';
import { lookForFolder, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 600;
const LOOK_EVERY_MS = 2_000;

export const unpackHome: Verb<'home.unpack'> = {
  check: object({ ...subjectFields, stagingId: experimentId }),
  exclusive: true,
  minutes: MINUTES,
  async run({ name, id, stagingId }, { progress, signal }) {
    const subject = { name, id };
    const { user, uid, gid } = await requireAccount(subject);
    const home = homeOf(name);
    const existing = await lookForFolder(home);
    if (existing && existing.uid !== uid) throw foreign('folder', home);
    if (!existing) {
      progress(`Unpacking the home ${home}`);
      const building = scratchHomeOf(subject, 'new');
      await removeTree(building);
      try {
        await mkdir(building, { mode: 0o700 });
        await lchown(building, uid, gid);
        await unpack(building, user, stagingId, signal);
        await chmod(building, 0o700);
        if (await lookForFolder(home)) throw foreign('folder', home);
        await rename(building, home);
      } catch (error) {
        await lchown(building, 0, 0).catch(() => undefined);
        await removeTree(building).catch(() => undefined); // the first failure is the one to tell
        throw error;
      }
    }
    const adopted = await runInside(subject, 'adopt-home');
    if (adopted.code !== 0) progress('The git remote of the home could not be set: its settings are not valid.');
    return { created: existing === null };
  },
};

async function unpack(building: string, user: string, stagingId: string, caller: AbortSignal): Promise<void> {
  const file = await openFile(stagingFolderOf(stagingId), 'home.tar.zst');
  const full = new AbortController();
  const look = () => refuseFull('/home').catch((error: unknown) => full.abort(error));
  const watch = setInterval(() => void look(), LOOK_EVERY_MS);
  try {
    const properties = emptyRoot(`BindPaths=${building}:/home/experiment`);
    const signal = AbortSignal.any([caller, full.signal]);
    const wanted = { script: 'unpack-home', user, properties, input: file.fd, signal, minutes: MINUTES };
    await runSandboxed(wanted, 'The home could not be unpacked');
  } finally {
    clearInterval(watch);
    await file.close();
  }
}
