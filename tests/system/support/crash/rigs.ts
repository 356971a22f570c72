import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { OperationKind } from '../../../../server/db/schema/index.ts';
import { type Answer, type Api, create, ended } from '../api.ts';
import { said, script, sql, until } from '../container.ts';
import { contentOf, fill } from './content.ts';

/** An operation that was asked for, and what must be true of its experiment when it has succeeded and when it was undone. */
export interface Started {
  operationId: string;
  succeeded: () => Promise<void>;
  undone: () => Promise<void>;
}

/** Prepares what a kind of operation needs, and asks for it once `hold` has been called. */
export type Rig = (hold: () => Promise<void>) => Promise<Started>;

type Accepted = { operationId: string };

export class Rigs {
  readonly #api: Api;
  readonly #admin: Api;
  /** Of this run alone: a run that was broken off must not be in the way of the next. */
  readonly #prefix = `crash-${randomBytes(2).toString('hex')}`;
  #count = 0;
  #current: string | null = null;
  /** Parts of names by which an inventory tells what these operations were meant to make. */
  readonly known: string[] = [];

  constructor(api: Api, admin: Api) {
    this.#api = api;
    this.#admin = admin;
  }

  /** One for each kind of operation. A kind without one fails the test: say here how it is prepared. */
  readonly of: Partial<Record<OperationKind, Rig>> = {
    'experiment.create': async (hold) => {
      const name = this.#newName();
      await hold();
      return {
        operationId: await this.#ask('experiments.create', { name }),
        succeeded: async () => {
          const commits = await said(
            'runuser',
            '-l',
            `exp-${name}`,
            '-c',
            'git status --short; git log --oneline origin/main',
          );
          expect(commits.split('\n').filter((line) => /^[0-9a-f]{7,} /.test(line))).toHaveLength(1);
          await fill(name);
          this.#current = name;
        },
        undone: async () => undefined,
      };
    },
    'experiment.remove': async (hold) => {
      const name = await this.#ready();
      await hold();
      this.#current = null;
      const operationId = await this.#ask('experiments.remove', { name, confirmation: name });
      return { operationId, succeeded: () => this.#isGone(name), undone: async () => undefined };
    },
    'experiment.start': async (hold) => {
      const name = await this.#ready();
      await this.#done('experiments.stop', { name });
      return this.#keeping(name, hold, 'experiments.start', { name }, ['ready', 'stopped']);
    },
    'experiment.stop': async (hold) => {
      const name = await this.#ready();
      return this.#keeping(name, hold, 'experiments.stop', { name }, ['stopped', 'ready']);
    },
    'experiment.restart': async (hold) => {
      const name = await this.#ready();
      expect((await this.#api.mutate('workspaces.start', { name, workspace: 'lab' })).message).toBeNull();
      const started = await this.#keeping(name, hold, 'experiments.restart', { name }, ['ready', 'ready']);
      const runs = async () => expect(await said('systemctl', 'is-active', `experiment-lab@${name}`)).toBe('active');
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          await runs();
        },
        undone: async () => {
          await started.undone();
          await runs();
        },
      };
    },
    'experiment.archive': async (hold) => {
      const name = await this.#ready();
      const before = await contentOf(name);
      await hold();
      const operationId = await this.#ask('archives.create', { name, confirmation: name });
      return {
        operationId,
        succeeded: async () => {
          this.#current = null;
          await this.#isGone(name);
          // what was lost on the way would show in what comes out again
          await this.#done('archives.restore', { id: await this.#archiveOf(name), name });
          await sameContent(name, before);
          this.#current = name;
        },
        undone: () => this.#stays(name, 'ready', before),
      };
    },
    'experiment.restore': async (hold) => {
      const old = await this.#ready();
      const before = await contentOf(old);
      this.#current = null;
      await this.#done('archives.create', { name: old, confirmation: old });
      const id = await this.#archiveOf(old);
      const name = this.#newName();
      await hold();
      const intact = async () => expect(await sql(`select state from archives where id = '${id}'`)).toBe('complete');
      return {
        operationId: await this.#ask('archives.restore', { id, name }),
        succeeded: async () => {
          await sameContent(name, before);
          await intact();
          this.#current = name;
        },
        undone: intact,
      };
    },
    'experiment.snapshot': async (hold) => {
      const name = await this.#ready();
      const count = () => sql(`select count(*) from archives where kind = 'snapshot' and experiment_name = '${name}'`);
      const snapshots = Number(await count());
      const started = await this.#keeping(name, hold, 'snapshots.create', { name }, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          await this.#snapshotOf(name);
          expect(Number(await count())).toBe(snapshots + 1);
        },
      };
    },
    'experiment.recover': async (hold) => {
      const name = await this.#ready();
      await this.#done('snapshots.create', { name });
      const input = { id: await this.#snapshotOf(name), files: ['data/committed.txt'], tables: ['public.things'] };
      const started = await this.#keeping(name, hold, 'snapshots.recover', input, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          expect(await script(`cat "$(find /home/exp-${name}/recovered -name committed.txt)"`)).toBe('one');
          const schemas = await sql(
            `select schemaname from pg_tables where schemaname like 'recovered%'`,
            `experiment_${name}`,
          );
          expect(schemas.split('\n')).toHaveLength(1);
        },
      };
    },
    'experiment.mend': async (hold) => {
      const name = await this.#ready();
      await said('rm', `/etc/homelab-paas/experiments/${name}.env`);
      await this.#admin.mutate('drift.check');
      // the worker looks, and its finding is what is mended
      const id = await until('the missing environment to be found', 60, async () => {
        const { data } = await this.#api.query<{ id: string }[]>('drift.list', { name });
        return data?.[0]?.id ?? null;
      });
      const started = await this.#keeping(name, hold, 'drift.mend', { id }, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          await said('test', '-s', `/etc/homelab-paas/experiments/${name}.env`);
        },
      };
    },
    'archive.remove': async (hold) => {
      const name = await this.#ready();
      this.#current = null;
      await this.#done('archives.create', { name, confirmation: name });
      const id = await this.#archiveOf(name);
      await hold();
      const gone = async () => {
        expect(await sql(`select count(*) from archives where id = '${id}'`)).toBe('0');
        expect(await script(`find /var/lib/homelab-paas -name '*${id}*'`)).toBe('');
      };
      const operationId = await this.#ask('archives.remove', { id, confirmation: name });
      return { operationId, succeeded: gone, undone: async () => undefined };
    },
    'snapshot.remove': async (hold) => {
      const name = await this.#ready();
      await this.#done('snapshots.create', { name });
      const id = await this.#snapshotOf(name);
      const started = await this.#keeping(name, hold, 'snapshots.remove', { id }, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          expect(await script(`find /var/lib/homelab-paas -name '*${id}*'`)).toBe('');
        },
      };
    },
  };

  /** Removes every experiment and archive that is left. */
  async clean(): Promise<void> {
    const names = (
      await sql(`select name from experiments where name like '${this.#prefix}-%' and state <> 'archived'`)
    ).split('\n');
    for (const name of names.filter((one) => one !== ''))
      await this.#done('experiments.remove', { name, confirmation: name });
    const rows = await sql(
      `select id, experiment_name from archives where kind = 'archive' and experiment_name like '${this.#prefix}-%'`,
    );
    for (const row of rows.split('\n').filter((one) => one !== '')) {
      const [id, confirmation] = row.split('|');
      await this.#done('archives.remove', { id, confirmation });
    }
  }

  /** An operation that changes the state and nothing that the experiment holds. */
  async #keeping(
    name: string,
    hold: () => Promise<void>,
    procedure: string,
    input: unknown,
    [after, undone]: [string, string],
  ): Promise<Started> {
    const before = await contentOf(name);
    await hold();
    return {
      operationId: await this.#ask(procedure, input),
      succeeded: () => this.#stays(name, after, before),
      undone: () => this.#stays(name, undone, before),
    };
  }

  /** An experiment that is ready and filled: the one from before if it is, else a new one. */
  async #ready(): Promise<string> {
    const state = this.#current && (await sql(`select state from experiments where name = '${this.#current}'`));
    if (this.#current && state === 'ready') return this.#current;
    if (this.#current && state === 'stopped') {
      await this.#done('experiments.start', { name: this.#current });
      return this.#current;
    }
    const name = this.#newName();
    expect((await create(this.#api, name)).failure).toBeNull();
    await fill(name);
    this.#current = name;
    return name;
  }

  #newName(): string {
    const name = `${this.#prefix}-${++this.#count}`;
    this.known.push(name);
    return name;
  }

  async #ask(procedure: string, input: unknown): Promise<string> {
    const answer: Answer<Accepted> = await this.#api.mutate(procedure, input);
    expect(answer.message, procedure).toBeNull();
    return answer.data.operationId;
  }

  /** Carries an operation out without harm. */
  async #done(procedure: string, input: unknown): Promise<void> {
    const operation = await ended(this.#api, await this.#ask(procedure, input));
    expect(operation.failure, procedure).toBeNull();
  }

  async #archiveOf(name: string): Promise<string> {
    const id = await sql(
      `select id from archives where experiment_name = '${name}' and kind = 'archive' and state = 'complete' order by created_at desc limit 1`,
    );
    expect(id, `a complete archive of ${name}`).not.toBe('');
    this.known.push(id);
    return id;
  }

  async #snapshotOf(name: string): Promise<string> {
    const id = await sql(
      `select id from archives where experiment_name = '${name}' and kind = 'snapshot' and state = 'complete' order by created_at desc limit 1`,
    );
    expect(id, `a complete snapshot of ${name}`).not.toBe('');
    this.known.push(id);
    return id;
  }

  async #stays(name: string, state: string, before: string): Promise<void> {
    expect(await sql(`select state from experiments where name = '${name}'`)).toBe(state);
    await sameContent(name, before);
  }

  async #isGone(name: string): Promise<void> {
    expect(
      await script(
        `{ getent passwd exp-${name}; getent group exp-${name}; ls -d /home/exp-${name} 2>/dev/null; } || true`,
      ),
    ).toBe('');
    expect(await sql(`select datname from pg_database where datname = 'experiment_${name}'`)).toBe('');
  }
}

async function sameContent(name: string, before: string): Promise<void> {
  expect(await contentOf(name)).toBe(before);
}
