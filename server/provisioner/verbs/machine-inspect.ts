/** machine.inspect: what the machine has of all experiments. Reads each place once, however many experiments there are. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { accountOf, environmentFileOf, homeOf, isExperimentName, socketFolderOf } from '../../shared/names.ts';
import type { ExperimentFile, MachineInventory } from '../../shared/provisioner-protocol.ts';
import { hasExpired, readAccountMark } from '../account.ts';
import { object } from '../checks.ts';
import { readMark } from '../owned-file.ts';
import { runningUsers } from '../processes.ts';
import { FIRST_USER_ID, LAST_USER_ID } from '../user-ids.ts';
import type { Verb } from '../verb.ts';
import { sliceFilePath, socketFolderFile, unitFilePaths } from '../workspace.ts';

export const inspectMachine: Verb<'machine.inspect'> = {
  check: object({}),
  exclusive: false,
  async run() {
    const [accounts, homes, files, sockets] = await Promise.all([
      readAccounts(),
      readHomes(),
      readFiles(),
      experimentsIn(dirname(socketFolderOf('x'))),
    ]);
    return { accounts, homes, files, sockets };
  },
};

const PREFIX = accountOf('');

/** Experiments' accounts as useradd(8) writes them, which is into these files whatever else knows accounts. */
async function readAccounts(): Promise<MachineInventory['accounts']> {
  const [users, groups, shadows, running] = await Promise.all([
    readTable('/etc/passwd'),
    readTable('/etc/group'),
    readTable('/etc/shadow'),
    runningUsers(),
  ]);
  const gidOf = new Map(groups.map(([group = '', , gid]) => [group, Number(gid)]));
  const expiryOf = new Map(shadows.map((fields) => [fields[0], fields[7] ?? '']));
  return users.flatMap(([user = '', , uid, gid, comment = '']) => {
    const name = nameOf(user);
    if (name === null) return [];
    return {
      name,
      uid: Number(uid),
      markedId: readAccountMark(comment),
      group: gidOf.get(user) === Number(gid),
      closed: hasExpired(expiryOf.get(user) ?? ''),
      running: running.has(Number(uid)),
    };
  });
}

async function readTable(path: string): Promise<string[][]> {
  return (await readFile(path, 'utf8')).split('\n').map((line) => line.split(':'));
}

function nameOf(account: string): string | null {
  const name = account.startsWith(PREFIX) ? account.slice(PREFIX.length) : null;
  return isExperimentName(name) ? name : null;
}

async function readHomes(): Promise<MachineInventory['homes']> {
  const names = (await readdir(dirname(homeOf('x')))).map(nameOf).filter((name) => name !== null);
  const homes = await Promise.all(
    names.map(async (name) => ({ name, found: await lstat(homeOf(name)).catch(() => null) })),
  );
  return homes.flatMap(({ name, found }) => (found?.isDirectory() ? { name, uid: found.uid } : []));
}

async function experimentsIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter(isExperimentName);
}

type FoundFile = MachineInventory['files'][number];
type Place = Pick<FoundFile, 'part' | 'name' | 'uid' | 'path'>;

/** Every file that is where an experiment's would be, whoever put it there. */
async function readFiles(): Promise<FoundFile[]> {
  const units = await readdir('/etc/systemd/system');
  const places = [
    ...(await named('environment', dirname(environmentFileOf('x')), /^(.+)\.env$/, environmentFileOf)),
    ...(await named('sockets', '/etc/tmpfiles.d', /^homelab-paas-(.+)\.conf$/, (name) => socketFolderFile(name).path)),
    ...units.flatMap((entry) => dropInOf(entry)),
  ];
  const found = await Promise.all(
    places.map(async (place) => {
      const there = await lstat(place.path).catch(() => null);
      return there ? { ...place, mark: await readMark(place.path) } : null;
    }),
  );
  return found.filter((file) => file !== null);
}

async function named(part: ExperimentFile, folder: string, pattern: RegExp, pathOf: (name: string) => string) {
  const names = (await readdir(folder).catch(() => [])).map((entry) => pattern.exec(entry)?.[1]);
  return names.filter(isExperimentName).map((name): Place => ({ part, name, uid: null, path: pathOf(name) }));
}

function dropInOf(folder: string): Place[] {
  const workspace = /^experiment-(lab|code)@(.+)\.service\.d$/.exec(folder);
  const name = workspace?.[2];
  if (isExperimentName(name)) {
    const [lab = '', code = ''] = unitFilePaths(name);
    return workspace?.[1] === 'lab'
      ? [{ part: 'lab', name, uid: null, path: lab }]
      : [{ part: 'code', name, uid: null, path: code }];
  }
  const uid = Number(/^user-(\d+)\.slice\.d$/.exec(folder)?.[1] ?? Number.NaN);
  const ours = uid >= FIRST_USER_ID && uid <= LAST_USER_ID;
  return ours ? [{ part: 'slice', name: null, uid, path: sliceFilePath(uid) }] : [];
}
