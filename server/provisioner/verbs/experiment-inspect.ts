/** experiment.inspect: what the machine has under an experiment's name. Changes nothing. */
import { doorFolderOf, environmentFileOf, homeOf, socketFolderOf, WORKSPACES } from '../../shared/names.ts';
import { findAccount, findGroup } from '../account.ts';
import { experimentName, object } from '../checks.ts';
import { scratchHomes } from '../home.ts';
import { processesOf } from '../processes.ts';
import { sshKeysFileOf } from '../ssh.ts';
import { reportUnit } from '../systemd.ts';
import { look } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { findSliceFiles, socketFolderFile, unitFilePaths } from '../workspace.ts';

export const inspectExperiment: Verb<'experiment.inspect'> = {
  check: object({ name: experimentName }),
  exclusive: false,
  async run({ name }) {
    const account = await findAccount(name);
    const found = {
      user: account !== null,
      group: (await findGroup(name)) !== null,
      home: (await anyExists([homeOf(name)])) || (await scratchHomes(name)).length > 0,
      sockets: await anyExists([socketFolderOf(name), doorFolderOf(name)]),
      environment: await anyExists([environmentFileOf(name), sshKeysFileOf(name)]),
      units: await hasUnits(name),
      processes: account !== null && (await processesOf(account.uid)).length > 0,
    };
    const parts = Object.entries(found).flatMap(([part, there]) => (there ? [part] : []));
    return { parts, uid: account?.uid ?? null, markedId: account?.markedId ?? null };
  },
};

async function hasUnits(name: string): Promise<boolean> {
  if (await anyExists([socketFolderFile(name).path, ...unitFilePaths(name)])) return true;
  if ((await findSliceFiles({ name })).length > 0) return true;
  const reports = await Promise.all(WORKSPACES.map((workspace) => reportUnit(name, workspace)));
  return reports.some(({ state }) => state.activeState !== 'inactive');
}

async function anyExists(paths: string[]): Promise<boolean> {
  const found = await Promise.all(paths.map(look));
  return found.some((entry) => entry !== null);
}
