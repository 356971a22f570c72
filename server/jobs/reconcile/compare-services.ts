import { accountOf, databaseOf } from '../../shared/names.ts';
import { PLATFORM_UNITS } from '../../shared/platform-units.ts';
import type { RepositoryInventory } from '../../system/gitea.ts';
import type { DatabaseInventory } from '../../system/postgres/inventory.ts';
import type { UnitStatus } from '../../system/systemd.ts';
import { fromSnapshot, leftover } from './compare-machine.ts';
import type { Expectations, Expected } from './expected.ts';
import { type Finding, finding } from './finding.ts';

/** Roles and databases, against what there should be. */
export function compareDatabases({ settled, known }: Expectations, { roles, databases }: DatabaseInventory): Finding[] {
  const strange = [...roles].filter(([, { markedId }]) => markedId !== null && !known.has(markedId));
  return [
    ...settled.flatMap((one) => [
      ...roleFindings(one, roles.get(accountOf(one.name))),
      ...databaseFindings(one, databases.get(databaseOf(one.name))),
    ]),
    ...strange.map(([role]) => leftover('leftover.postgres', role, `The role ${role} in PostgreSQL`)),
  ];
}

type Role = DatabaseInventory['roles'] extends ReadonlyMap<string, infer T> ? T : never;

function roleFindings(one: Expected, role: Role | undefined): Finding[] {
  const name = accountOf(one.name);
  const say = (kind: Parameters<typeof finding>[1], summary: string, remedy: string) => [
    finding(one.id, kind, name, [summary, remedy]),
  ];
  if (!role)
    return say(
      'role.missing',
      `The role ${name} does not exist in PostgreSQL.`,
      'It is made again with its password, and its database with it where that is gone, too.',
    );
  if (role.markedId !== one.id)
    return say(
      'role.foreign',
      `The role ${name} in PostgreSQL is not the one that was made for this experiment.`,
      'Rename that role; then the experiment’s own can be made again.',
    );
  if (one.stopped && role.canLogIn)
    return say(
      'role.open',
      'The experiment is stopped, and its database lets it in.',
      'The role may log in no more, and its connections are ended.',
    );
  if (!one.stopped && !role.canLogIn)
    return say(
      'role.closed',
      `The role ${name} may not log in, so the experiment does not reach its database.`,
      'The role may log in again.',
    );
  return [];
}

function databaseFindings(one: Expected, database: { owner: string } | undefined): Finding[] {
  const name = databaseOf(one.name);
  if (!database) {
    const remedy = `A new, empty database is made. ${fromSnapshot(one)}`;
    return [finding(one.id, 'database.missing', name, [`The database ${name} does not exist.`, remedy])];
  }
  if (database.owner === accountOf(one.name)) return [];
  return [
    finding(one.id, 'database.foreign', name, [
      `The database ${name} belongs to ${database.owner} and not to the experiment.`,
      `Find out whose it is. If it is the experiment’s: alter database "${name}" owner to "${accountOf(one.name)}"`,
    ]),
  ];
}

/** Git accounts and repositories, against what there should be. */
export function compareRepositories(
  { settled, known }: Expectations,
  { accounts, repositories }: RepositoryInventory,
): Finding[] {
  const strange = [...accounts].filter(([, markedId]) => markedId !== null && !known.has(markedId));
  return [
    ...settled.flatMap((one) => {
      const account = accountOf(one.name);
      const path = `${account}/${one.name}`;
      const markedId = accounts.get(account);
      if (markedId !== undefined && markedId !== one.id) {
        return [
          finding(one.id, 'repository.foreign', account, [
            `The git account ${account} is not the one that was made for this experiment.`,
            'Rename that account; then the experiment’s own can be made again.',
          ]),
        ];
      }
      if (markedId !== undefined && repositories.has(path)) return [];
      return [
        finding(one.id, 'repository.missing', path, [
          `The repository ${path} does not exist.`,
          'A new one is made, and every branch that the home has is pushed to it.',
        ]),
      ];
    }),
    ...strange.map(([account]) => leftover('leftover.git', account, `The git account ${account}`)),
  ];
}

/** The platform's own programs. What is not installed is not missed. */
export function comparePlatform(states: ReadonlyMap<string, UnitStatus>): Finding[] {
  return PLATFORM_UNITS.flatMap(({ unit, title }) => {
    const state = states.get(unit);
    if (!state?.loaded) return [];
    if (state.activeState === 'failed') {
      const remedy = `It is started again. “journalctl -u ${unit}” on the machine says why it ended.`;
      return [finding(null, 'platform.failed', unit, [`${title} (${unit}) has failed (${state.result}).`, remedy])];
    }
    if (state.activeState !== 'inactive') return [];
    return [finding(null, 'platform.stopped', unit, [`${title} (${unit}) does not run.`, 'It is started.'])];
  });
}
