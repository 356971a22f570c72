/** workspaces.activity: what running workspaces are doing. Changes nothing. */
import { unitOf, WORKSPACES, type Workspace } from '../../shared/names.ts';
import type { WorkspaceActivity } from '../../shared/provisioner-protocol.ts';
import { requireMarkedAccount } from '../account.ts';
import { countConnections, readSockets } from '../activity/connections.ts';
import { readHeartbeat } from '../activity/heartbeat.ts';
import { readLab } from '../activity/lab.ts';
import { readJobs } from '../activity/terminals.ts';
import { experimentName, list, object } from '../checks.ts';
import { Failure } from '../failure.ts';
import { readActiveUnits } from '../systemd.ts';
import type { Verb } from '../verb.ts';

const MOST_NAMES = 200;
const AT_ONCE = 8;

export const readActivity: Verb<'workspaces.activity'> = {
  check: object({ names: list(experimentName, MOST_NAMES) }),
  exclusive: false,
  async run({ names }) {
    const units = await readActiveUnits();
    const running = [...new Set(names)].flatMap((name) =>
      WORKSPACES.filter((workspace) => units.has(unitOf(name, workspace))).map((workspace) => ({ name, workspace })),
    );
    const [sockets, jobs] = await Promise.all([readSockets(), readJobs()]); // before this asks anybody, which connects too
    const items: WorkspaceActivity[] = [];
    for (let at = 0; at < running.length; at += AT_ONCE) {
      const some = running.slice(at, at + AT_ONCE).map((one) => readOne(one.name, one.workspace, sockets, jobs));
      items.push(...(await Promise.all(some)).filter((item) => item !== null));
    }
    return { items };
  },
};

async function readOne(
  name: string,
  workspace: Workspace,
  sockets: string,
  jobs: ReadonlyMap<string, string[]>,
): Promise<WorkspaceActivity | null> {
  const account = await requireMarkedAccount(name).catch((error: unknown) => {
    if (error instanceof Failure) return null; // one that is removed meanwhile must not hide the others
    throw error;
  });
  if (!account) return null;
  const lab = workspace === 'lab' ? await readLab(name, account.uid) : { kernels: [], terminalAt: null };
  return {
    name,
    workspace,
    connections: countConnections(sockets, name, workspace),
    jobs: jobs.get(`${name}/${workspace}`) ?? [],
    ...lab,
    heartbeatAt: workspace === 'code' ? readHeartbeat(name, account.uid) : null,
  };
}
