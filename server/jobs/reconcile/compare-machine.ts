import { accountOf, homeOf, sliceOf, socketFolderOf, unitOf } from '../../shared/names.ts';
import type { ExperimentFile, MachineInventory } from '../../shared/provisioner-protocol.ts';
import type { Expectations, Expected } from './expected.ts';
import { type Finding, finding } from './finding.ts';

type Account = MachineInventory['accounts'][number];
type File = MachineInventory['files'][number];

const PARTS: readonly ExperimentFile[] = ['environment', 'sockets', 'lab', 'code', 'slice'];

/** Accounts, homes and files of experiments, against what there should be. */
export function compareMachine({ settled, known }: Expectations, machine: MachineInventory): Finding[] {
  const accounts = new Map(machine.accounts.map((account) => [account.name, account]));
  const homes = new Map(machine.homes.map((home) => [home.name, home.uid]));
  const files = new Map(machine.files.map((file) => [`${file.part} ${file.name ?? file.uid}`, file]));
  const sockets = new Set(machine.sockets);
  return [
    ...settled.flatMap((one) => [
      ...accountFindings(one, accounts.get(one.name)),
      ...homeFindings(one, homes.get(one.name)),
      ...PARTS.flatMap((part) =>
        fileFindings(one, part, files.get(`${part} ${part === 'slice' ? one.uid : one.name}`)),
      ),
      ...(sockets.has(one.name) ? [] : [socketsMissing(one)]),
    ]),
    ...leftovers(known, machine),
  ];
}

function accountFindings(one: Expected, account: Account | undefined): Finding[] {
  const user = accountOf(one.name);
  const say = (kind: Parameters<typeof finding>[1], summary: string, remedy: string) => [
    finding(one.id, kind, user, [summary, remedy]),
  ];
  if (!account) {
    return say(
      'account.missing',
      `The system user ${user} does not exist.`,
      `It is made again with its user id ${one.uid}, so that its home is its own again.`,
    );
  }
  if (account.markedId !== one.id) {
    return say(
      'account.foreign',
      `The system user ${user} is not the one that was made for this experiment.`,
      'Rename or remove that user on the machine; then the experiment’s own can be made again.',
    );
  }
  if (account.uid !== one.uid) {
    return say(
      'account.changed',
      `The system user ${user} has user id ${account.uid} and had ${one.uid}.`,
      `Give it back its id: usermod --uid ${one.uid} ${user}`,
    );
  }
  return [
    ...(account.group
      ? []
      : say('group.missing', `The group ${user} does not exist.`, `It is made again with the id ${one.uid}.`)),
    ...(one.stopped && !account.closed
      ? say(
          'account.open',
          `The experiment is stopped, and its account ${user} is open.`,
          'The account is closed, as it was when the experiment was stopped.',
        )
      : []),
    ...(!one.stopped && account.closed
      ? say(
          'account.closed',
          `The account ${user} has expired, so nothing of the experiment can start.`,
          'The account is opened again.',
        )
      : []),
    ...(one.stopped && account.running
      ? say(
          'experiment.running',
          'The experiment is stopped, and processes of it run.',
          'Everything that it runs is ended.',
        )
      : []),
  ];
}

function homeFindings(one: Expected, owner: number | undefined): Finding[] {
  const home = homeOf(one.name);
  if (owner === undefined) {
    const remedy = `A new home is made from the template, without the files that were in the old one. ${fromSnapshot(one)}`;
    return [finding(one.id, 'home.missing', home, [`The home ${home} does not exist.`, remedy])];
  }
  if (owner === one.uid) return [];
  return [
    finding(one.id, 'home.foreign', home, [
      `The home ${home} belongs to user id ${owner} and not to the experiment’s, ${one.uid}.`,
      `Find out whose it is. If its files are the experiment’s: chown --recursive --no-dereference ${one.uid}:${one.uid} ${home}`,
    ]),
  ];
}

/** Where the content of something that is made anew and empty can be had. */
export function fromSnapshot({ snapshotAt }: Expected): string {
  return snapshotAt
    ? `The newest snapshot is of ${snapshotAt.toISOString().slice(0, 16).replace('T', ' ')} UTC; its content can be recovered on the page of snapshots.`
    : 'There is no snapshot to recover its content from.';
}

const TITLES: Record<ExperimentFile, (one: Expected) => string> = {
  environment: () => 'The file with its environment',
  sockets: () => 'What makes the folders of its sockets',
  lab: ({ name }) => `The platform’s part of ${unitOf(name, 'lab')}`,
  code: ({ name }) => `The platform’s part of ${unitOf(name, 'code')}`,
  slice: ({ uid }) => `The file with its limits (${sliceOf(uid ?? 0)})`,
};

function fileFindings(one: Expected, part: ExperimentFile, file: File | undefined): Finding[] {
  const title = TITLES[part](one);
  if (!file)
    return [
      finding(one.id, 'file.missing', `${one.name} ${part}`, [`${title} does not exist.`, 'It is written again.']),
    ];
  if (file.mark?.id === one.id) return [];
  const remedy =
    'It is moved to /var/lib/homelab-paas/set-aside, where nothing reads it, and the experiment’s own is written.';
  return [
    finding(one.id, 'file.foreign', file.path, [
      `${title} is not the platform’s: something else is at ${file.path}.`,
      remedy,
    ]),
  ];
}

function socketsMissing(one: Expected): Finding {
  const folder = socketFolderOf(one.name);
  return finding(one.id, 'sockets.missing', folder, [
    `The folder of its sockets, ${folder}, does not exist.`,
    'It is made again. A workspace that runs has to be restarted.',
  ]);
}

/** Things that bear the platform's mark, or an experiment's user id, and belong to no experiment that it knows. */
function leftovers(known: ReadonlySet<string>, machine: MachineInventory): Finding[] {
  const users = machine.accounts.filter(({ markedId }) => markedId !== null && !known.has(markedId));
  const files = machine.files.filter(({ mark }) => mark !== null && !known.has(mark.id));
  return [
    ...users.map(({ name }) => leftover('leftover.machine', accountOf(name), `The system user ${accountOf(name)}`)),
    ...files.map(({ path }) => leftover('leftover.machine', path, `The file ${path}`)),
  ];
}

/** Never removed by itself: where the platform's database is older than the machine, it is somebody's work. */
export function leftover(
  kind: 'leftover.machine' | 'leftover.postgres' | 'leftover.git',
  subject: string,
  what: string,
): Finding {
  return finding(null, kind, subject, [
    `${what} was made for an experiment that the platform does not know.`,
    'Nothing is removed by itself, since it may be an experiment that an older copy of the platform’s database does not have. Look at it, then remove it by hand.',
  ]);
}
