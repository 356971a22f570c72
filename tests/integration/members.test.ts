import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Executor } from '../../server/db/client.ts';
import { audit, experiments, members, operations, people, sessions, sshKeys } from '../../server/db/schema/index.ts';
import { loadExperiment, rightsOn } from '../../server/services/access.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { listExperiments } from '../../server/services/experiments/list-experiments.ts';
import { renewExperiment } from '../../server/services/experiments/renew-experiment.ts';
import { listMembers } from '../../server/services/members/list-members.ts';
import { removeMember } from '../../server/services/members/remove-member.ts';
import { setMember } from '../../server/services/members/set-member.ts';
import { transferExperiment } from '../../server/services/members/transfer-experiment.ts';
import { checkPeople } from '../../server/services/people/check-people.ts';
import { notePerson } from '../../server/services/people/note-person.ts';
import { changeSshKeys } from '../../server/services/ssh/change-ssh-keys.ts';
import type { ExperimentRight } from '../../server/shared/roles.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/** Accounts, PAM and Gitea belong to a whole machine; tests/system/sharing.test.ts has the real ones. */
const uids = new Map<string, number>();
const pushers: string[] = [];
let giteaIsAway = false;
vi.mock('../../server/system/accounts.ts', () => ({
  findUserIds: async (names: string[]) =>
    new Map(names.flatMap((name) => (uids.has(name) ? [[name, uids.get(name)]] : []))),
}));
vi.mock('../../server/system/authenticator.ts', () => ({
  askAuthenticator: async ({ username }: { username: string }) =>
    uids.has(username) ? { outcome: 'accepted', username, admin: false } : { outcome: 'denied' },
}));
vi.mock('../../server/system/gitea.ts', async (original) => {
  const { GiteaError } = await original<typeof import('../../server/system/gitea.ts')>();
  const answer = () => {
    if (giteaIsAway) throw new GiteaError('unavailable', 'Gitea does not answer.');
  };
  return {
    GiteaError,
    openGitea: async () => ({
      addCollaborator: async ({ username }: { username: string }) => {
        answer();
        pushers.push(username);
        return { refusal: null };
      },
      removeCollaborator: async ({ username }: { username: string }) => {
        answer();
        pushers.splice(0, pushers.length, ...pushers.filter((name) => name !== username));
      },
    }),
  };
});

/** Keys that root was told to write last; a machine without the account answers `missing`. */
let keysWritten: string[] | null = null;
let accountIsThere = true;
vi.mock('../../server/system/provisioner.ts', async (original) => {
  const { ProvisionerError } = await original<typeof import('../../server/system/provisioner.ts')>();
  return {
    ProvisionerError,
    callProvisioner: async (_verb: string, { keys }: { keys: string[] }) => {
      if (!accountIsThere) throw new ProvisionerError('missing', 'The system user does not exist.');
      keysWritten = keys;
      return { ended: 0 };
    },
  };
});

let database: TestDatabase;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());

beforeEach(async () => {
  giteaIsAway = false;
  accountIsThere = true;
  keysWritten = null;
  pushers.length = 0;
  uids.clear();
  for (const [index, name] of ['alice', 'bob', 'carol'].entries()) uids.set(name, 1001 + index);
  const { db } = database;
  await db.delete(experiments);
  await db.delete(people);
  await db.insert(people).values([...uids].map(([username, uid]) => ({ username, uid })));
  const row = { name: 'shared', owner: 'alice', state: 'ready', limits: defaultLimits() } as const;
  id = (await db.insert(experiments).values(row).returning())[0]?.id ?? '';
});

function as(username: string, admin = false): Context {
  return { db: database.db, actor: { kind: 'user', username, admin, sessionId: randomUUID() } };
}

async function rights(username: string): Promise<ExperimentRight[]> {
  const [row] = await database.db.select().from(experiments).where(eq(experiments.id, id));
  return row ? [...(await rightsOn(database.db, as(username).actor, row))] : [];
}

const share = (username: string, role: 'operator' | 'viewer', logs = true) =>
  setMember(as('alice'), { name: 'shared', username, role, logs });

const names = async (username: string) => (await listExperiments(as(username), {})).items.map((item) => item.name);

describe('a member', () => {
  test('is somebody with an account that may log in', async () => {
    await expect(share('nobody-there', 'viewer')).rejects.toMatchObject({ code: 'invalid' });
    await expect(share('alice', 'viewer')).rejects.toThrow(/is the owner/);
    expect((await listMembers(as('alice'), { name: 'shared' })).members).toEqual([]);
  });

  test('sees as a viewer, without logs where the owner says so, and neither opens nor changes anything', async () => {
    await share('bob', 'viewer');
    expect(await rights('bob')).toEqual(['see', 'metrics', 'logs']);
    await share('bob', 'viewer', false);
    expect(await rights('bob')).toEqual(['see', 'metrics']);
    expect(await names('bob')).toEqual(['shared']);
    expect(pushers).toEqual([]);
    await expect(loadExperiment(database.db, 'shared', as('bob').actor, 'open')).rejects.toThrow(/may not open it/);
  });

  test('starts, opens and pushes as an operator, and does not manage', async () => {
    await share('bob', 'operator', false);
    expect(await rights('bob')).toEqual(['see', 'metrics', 'logs', 'operate', 'open']);
    expect(pushers).toEqual(['bob']);
    await expect(
      setMember(as('bob'), { name: 'shared', username: 'carol', role: 'viewer', logs: true }),
    ).rejects.toThrow(/may not change it/);
  });

  test('who becomes a viewer can no longer push', async () => {
    await share('bob', 'operator');
    await share('bob', 'viewer');
    expect(pushers).toEqual([]);
  });

  test('stays one when Gitea cannot take the right to push away', async () => {
    await share('bob', 'operator');
    giteaIsAway = true;
    await expect(removeMember(as('alice'), { name: 'shared', username: 'bob' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await rights('bob')).toContain('open');
  });

  test('may leave, and may not send others away', async () => {
    await share('bob', 'viewer');
    await share('carol', 'viewer');
    await expect(removeMember(as('bob'), { name: 'shared', username: 'carol' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await removeMember(as('bob'), { name: 'shared', username: 'bob' });
    expect(await names('bob')).toEqual([]);
    expect(await names('carol')).toEqual(['shared']);
  });
});

describe('a transfer', () => {
  test('makes the new owner the only one who manages, and the one before an operator if they stay', async () => {
    await share('bob', 'viewer');
    await transferExperiment(as('alice'), { name: 'shared', to: 'bob', stay: true, confirmation: 'shared' });
    expect(await rights('bob')).toContain('manage');
    expect(await rights('alice')).toEqual(['see', 'metrics', 'logs', 'operate', 'open']);
    const view = await listMembers(as('bob'), { name: 'shared' });
    expect(view.owner.username).toBe('bob');
    expect(view.members.map(({ username, role }) => [username, role])).toEqual([['alice', 'operator']]);
  });

  test('without staying takes everything from the owner before', async () => {
    await transferExperiment(as('alice'), { name: 'shared', to: 'bob', stay: false, confirmation: 'shared' });
    expect(await rights('alice')).toEqual([]);
    expect(pushers).toEqual(['bob']);
  });

  test('leaves no key of the owner before when they are no operator any more', async () => {
    const give = { name: 'shared', to: 'bob', stay: true, confirmation: 'shared' };
    const addKey = (addedBy: string) => {
      const key = { label: addedBy, publicKey: `key-of-${addedBy}`, fingerprint: addedBy, addedBy };
      return database.db.insert(sshKeys).values({ experimentId: id, ...key });
    };
    await addKey('alice');
    await addKey('bob');
    await transferExperiment(as('alice'), give);
    expect(keysWritten).toBeNull();
    await setMember(as('bob'), { name: 'shared', username: 'alice', role: 'viewer', logs: true });
    expect(keysWritten).toEqual(['key-of-bob']);

    await addKey('alice');
    await removeMember(as('bob'), { name: 'shared', username: 'alice' });
    expect(keysWritten).toEqual(['key-of-bob']);
    expect(await database.db.select().from(sshKeys)).toHaveLength(1);

    await setMember(as('bob'), { name: 'shared', username: 'alice', role: 'viewer', logs: true });
    await addKey('alice');
    accountIsThere = false;
    await removeMember(as('bob'), { name: 'shared', username: 'alice' });
    expect(await rights('alice')).toEqual([]);
  });

  test('needs the name typed out, and cannot go to nobody', async () => {
    const input = { name: 'shared', to: 'bob', stay: true, confirmation: 'share' };
    await expect(transferExperiment(as('alice'), input)).rejects.toMatchObject({ code: 'invalid' });
    const nowhere = { ...input, to: 'nobody-there', confirmation: 'shared' };
    await expect(transferExperiment(as('alice'), nowhere)).rejects.toMatchObject({ code: 'invalid' });
    expect(await rights('alice')).toContain('manage');
  });
});

describe('a change of the passwords and tokens', () => {
  const remove = (ctx: Context, renew = true) => removeMember(ctx, { name: 'shared', username: 'bob', renew });
  const asked = () => database.db.select().from(operations).where(eq(operations.experimentId, id));
  const mayKnow = async () =>
    Object.fromEntries(
      (await listMembers(as('alice'), { name: 'shared' })).members.map((one) => [one.username, one.hasSecrets]),
    );
  beforeEach(() => database.db.delete(operations));

  test('comes with the removal of a member, and is audited as one of its own', async () => {
    await share('bob', 'operator');
    const { renewal } = await remove(as('alice'));
    expect(await asked()).toMatchObject([
      { id: renewal?.operationId, kind: 'experiment.renew', requestedBy: 'alice', stateBefore: 'ready' },
    ]);
    expect(await rights('bob')).toEqual([]);
    const rows = await database.db.select().from(audit).where(eq(audit.action, 'experiment.renew'));
    expect(rows.at(-1)).toMatchObject({ actor: 'alice', subject: 'shared' });
  });

  test('that another operation stands in the way of does not keep a member from being removed, and is told', async () => {
    await share('bob', 'operator');
    await renewExperiment(as('alice'), { name: 'shared' });
    const { renewal } = await remove(as('alice'));
    expect(renewal).toEqual({ operationId: null, refusal: expect.stringMatching(/still under way/) });
    expect(await rights('bob')).toEqual([]);
    expect(await asked()).toHaveLength(1);
  });

  test('does not come for an experiment that failed, and the member is removed all the same', async () => {
    await share('bob', 'operator');
    await database.db.update(experiments).set({ state: 'failed' }).where(eq(experiments.id, id));
    expect((await remove(as('alice'))).renewal?.refusal).toMatch(/is failed/);
    expect(await rights('bob')).toEqual([]);
  });

  test('cannot be asked for by an operator, not on leaving either', async () => {
    await share('bob', 'operator');
    await expect(renewExperiment(as('bob'), { name: 'shared' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(as('bob'))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await rights('bob')).toContain('open');
    expect(await asked()).toEqual([]);
  });

  test('comes with a transfer by the owner, who has no right to ask for it afterwards', async () => {
    const to = { name: 'shared', to: 'bob', stay: false, confirmation: 'shared', renew: true };
    const { renewal } = await transferExperiment(as('alice'), to);
    expect(await asked()).toMatchObject([{ id: renewal?.operationId, kind: 'experiment.renew' }]);
    await expect(renewExperiment(as('alice'), { name: 'shared' })).rejects.toMatchObject({ code: 'missing' });
  });

  test('is offered for those who can know the old ones: operators, and who was one when they were changed last', async () => {
    await share('bob', 'operator');
    await share('carol', 'viewer');
    expect(await mayKnow()).toEqual({ bob: true, carol: false });
    await share('bob', 'viewer');
    expect(await mayKnow()).toEqual({ bob: true, carol: false });
    const { operationId } = await renewExperiment(as('alice'), { name: 'shared' });
    expect(await mayKnow()).toEqual({ bob: true, carol: false });
    await database.db.update(operations).set({ state: 'succeeded' }).where(eq(operations.id, operationId));
    expect(await mayKnow()).toEqual({ bob: false, carol: false });
  });

  test('is offered for who was an operator and is back as a viewer, and for an owner who gave it away', async () => {
    await share('bob', 'operator');
    await remove(as('alice'), false);
    await share('bob', 'viewer');
    await share('carol', 'viewer');
    expect(await mayKnow()).toEqual({ bob: true, carol: false });
    await transferExperiment(as('alice'), { name: 'shared', to: 'carol', stay: false, confirmation: 'shared' });
    await setMember(as('carol'), { name: 'shared', username: 'alice', role: 'viewer', logs: true });
    expect(await mayKnow()).toEqual({ bob: true, alice: true });
    const { operationId } = await renewExperiment(as('carol'), { name: 'shared' });
    await database.db.update(operations).set({ state: 'succeeded' }).where(eq(operations.id, operationId));
    expect(await mayKnow()).toEqual({ bob: false, alice: false });
  });

  test('is told to the one of two who removed the member, and the other hears that there is none', async () => {
    await share('bob', 'operator');
    const before = await database.db.$count(audit, eq(audit.action, 'member.remove'));
    const both = await whileLocked(
      (tx) => tx.select().from(experiments).where(eq(experiments.id, id)).for('update'),
      [() => remove(as('alice')), () => remove(as('root', true))],
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'missing' } });
    expect(await asked()).toHaveLength(1);
    expect(await database.db.$count(audit, eq(audit.action, 'member.remove'))).toBe(before + 1);
  });

  test('does not stand in the way of a key that is added at the same moment, nor that in its', async () => {
    await share('bob', 'operator');
    const experiment = await loadExperiment(database.db, 'shared', as('alice').actor, 'manage');
    const both = await whileLocked(
      (tx) => tx.select().from(members).where(eq(members.username, 'bob')).for('update'),
      [() => remove(as('alice')), () => changeSshKeys(as('alice'), experiment, async () => undefined)],
    );
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  /** Begins calls one after the other, each once the one before waits for a lock, and lets go of what `lock` holds when all wait. */
  async function whileLocked(lock: (tx: Executor) => Promise<unknown>, calls: (() => Promise<unknown>)[]) {
    const begun: Promise<unknown>[] = [];
    await database.db.transaction(async (tx) => {
      await lock(tx);
      for (const call of calls) {
        begun.push(call());
        await vi.waitFor(async () => {
          const waiting = sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
          expect((await database.db.execute(waiting)).rows[0]?.n).toBe(begun.length);
        }, 5_000);
      }
    });
    return Promise.allSettled(begun);
  }

  test('that comes with a new role leaves its holder without knowledge', async () => {
    await share('bob', 'operator');
    const viewer = { name: 'shared', username: 'bob', role: 'viewer', logs: true, renew: true } as const;
    const { renewal } = await setMember(as('alice'), viewer);
    await database.db
      .update(operations)
      .set({ state: 'succeeded' })
      .where(eq(operations.id, renewal?.operationId ?? ''));
    expect(await mayKnow()).toEqual({ bob: false });
  });
});

describe('an account that is gone', () => {
  const check = () => checkPeople(database.db);

  test('leaves its experiments to the administrators until it is back with the same user id', async () => {
    uids.delete('alice');
    await check();
    expect(await rights('alice')).toEqual([]);
    expect((await listMembers(as('root', true), { name: 'shared' })).owner.missingSince).not.toBeNull();
    uids.set('alice', 1001);
    await check();
    expect(await rights('alice')).toContain('manage');
  });

  test('gives nothing to a new account of the same name', async () => {
    await share('bob', 'operator');
    await database.db
      .insert(experiments)
      .values({ name: 'bobs', owner: 'bob', state: 'ready', limits: defaultLimits() });
    const session = { username: 'bob', admin: false, address: '127.0.0.1', userAgent: '', tokenHash: Buffer.from('x') };
    await database.db.insert(sessions).values({ ...session, expiresAt: new Date(Date.now() + 1e6) });
    uids.set('bob', 2002);
    await database.db.transaction((tx) => notePerson(tx, 'bob', 2002));
    await check();
    expect(await names('bob')).toEqual([]);
    expect(await database.db.$count(sessions, eq(sessions.username, 'bob'))).toBe(0);
    expect(await database.db.$count(members, and(eq(members.username, 'bob')))).toBe(0);
    const [orphan] = await database.db.select().from(experiments).where(eq(experiments.name, 'bobs'));
    expect(orphan?.owner).toBe('bob#1002');
    expect(orphan?.ownerMissingSince).not.toBeNull();
  });

  test('has its experiment given on by an administrator', async () => {
    uids.delete('alice');
    await check();
    const given = { name: 'shared', to: 'carol', stay: true, confirmation: 'shared' };
    await transferExperiment(as('root', true), given);
    expect(await rights('carol')).toContain('manage');
    uids.set('alice', 1001);
    await check();
    expect(await rights('alice')).toEqual([]);
  });

  test('costs nothing while the name service is away', async () => {
    const away = () => Promise.reject(new Error('getent ended with status 1'));
    await expect(checkPeople(database.db, away)).rejects.toThrow();
    expect(await rights('alice')).toContain('manage');
  });
});
