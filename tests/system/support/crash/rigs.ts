import { expect } from 'vitest';
import type { OperationKind } from '../../../../server/db/schema/index.ts';
import type { Api } from '../api.ts';
import { said, script, sql, until } from '../container.ts';
import { expectAgreement, readSecrets, ways } from '../secrets-agree.ts';
import { contentOf, fill } from './content.ts';
import { Subjects, sameContent } from './subjects.ts';

/** An operation that was asked for, and what must be true of its experiment when it has succeeded and when it was undone. */
export interface Started {
  operationId: string;
  succeeded: () => Promise<void>;
  undone: () => Promise<void>;
}

/** Prepares what a kind of operation needs, and asks for it once `hold` has been called. */
export type Rig = (hold: () => Promise<void>) => Promise<Started>;

export class Rigs {
  readonly #api: Api;
  readonly #admin: Api;
  readonly #subjects: Subjects;

  constructor(api: Api, admin: Api) {
    this.#api = api;
    this.#admin = admin;
    this.#subjects = new Subjects(api);
  }

  /** Parts of names by which an inventory tells what these operations were meant to make. */
  get known(): readonly string[] {
    return this.#subjects.known;
  }

  /** One for each kind of operation. A kind without one fails the test: say here how it is prepared. */
  readonly of: Partial<Record<OperationKind, Rig>> = {
    'experiment.create': async (hold) => {
      const name = this.#subjects.newName();
      await hold();
      return {
        operationId: await this.#subjects.ask('experiments.create', { name }),
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
          this.#subjects.current = name;
        },
        undone: async () => undefined,
      };
    },
    'experiment.remove': async (hold) => {
      const name = await this.#subjects.ready();
      await hold();
      this.#subjects.current = null;
      const operationId = await this.#subjects.ask('experiments.remove', { name, confirmation: name });
      return { operationId, succeeded: () => this.#subjects.isGone(name), undone: async () => undefined };
    },
    'experiment.start': async (hold) => {
      const name = await this.#subjects.ready();
      await this.#subjects.done('experiments.stop', { name });
      return this.#keeping(name, hold, 'experiments.start', { name }, ['ready', 'stopped']);
    },
    'experiment.stop': async (hold) => {
      const name = await this.#subjects.ready();
      return this.#keeping(name, hold, 'experiments.stop', { name }, ['stopped', 'ready']);
    },
    'experiment.restart': async (hold) => {
      const name = await this.#subjects.ready();
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
    'experiment.renew': async (hold) => {
      const name = await this.#subjects.ready();
      expect((await this.#api.mutate('workspaces.start', { name, workspace: 'lab' })).message).toBeNull();
      const old = await readSecrets(name);
      const started = await this.#keeping(name, hold, 'experiments.renew', { name }, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          expect(await said('systemctl', 'is-active', `experiment-lab@${name}`)).toBe('active');
          await expectAgreement(name);
          expect(await ways(name, old)).toEqual({ repository: 401, figures: 401, database: 'refused' });
        },
        undone: async () => {
          await started.undone();
          expect(await said('systemctl', 'is-active', `experiment-lab@${name}`)).toBe('active');
          expect(await readSecrets(name)).toEqual(old);
          await expectAgreement(name);
        },
      };
    },
    'experiment.archive': async (hold) => {
      const name = await this.#subjects.ready();
      const before = await contentOf(name);
      await hold();
      const operationId = await this.#subjects.ask('archives.create', { name, confirmation: name });
      return {
        operationId,
        succeeded: async () => {
          this.#subjects.current = null;
          await this.#subjects.isGone(name);
          // what was lost on the way would show in what comes out again
          await this.#subjects.done('archives.restore', { id: await this.#subjects.archiveOf(name), name });
          await sameContent(name, before);
          this.#subjects.current = name;
        },
        undone: () => this.#subjects.stays(name, 'ready', before),
      };
    },
    'experiment.restore': async (hold) => {
      const old = await this.#subjects.ready();
      const before = await contentOf(old);
      this.#subjects.current = null;
      await this.#subjects.done('archives.create', { name: old, confirmation: old });
      const id = await this.#subjects.archiveOf(old);
      const name = this.#subjects.newName();
      await hold();
      const intact = async () => expect(await sql(`select state from archives where id = '${id}'`)).toBe('complete');
      return {
        operationId: await this.#subjects.ask('archives.restore', { id, name }),
        succeeded: async () => {
          await sameContent(name, before);
          await intact();
          this.#subjects.current = name;
        },
        undone: intact,
      };
    },
    'experiment.snapshot': async (hold) => {
      const name = await this.#subjects.ready();
      const count = () => sql(`select count(*) from archives where kind = 'snapshot' and experiment_name = '${name}'`);
      const snapshots = Number(await count());
      const started = await this.#keeping(name, hold, 'snapshots.create', { name }, ['ready', 'ready']);
      return {
        ...started,
        succeeded: async () => {
          await started.succeeded();
          await this.#subjects.snapshotOf(name);
          expect(Number(await count())).toBe(snapshots + 1);
        },
      };
    },
    'experiment.recover': async (hold) => {
      const name = await this.#subjects.ready();
      await this.#subjects.done('snapshots.create', { name });
      const input = {
        id: await this.#subjects.snapshotOf(name),
        files: ['data/committed.txt'],
        tables: ['public.things'],
      };
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
      const name = await this.#subjects.ready();
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
      const name = await this.#subjects.ready();
      this.#subjects.current = null;
      await this.#subjects.done('archives.create', { name, confirmation: name });
      const id = await this.#subjects.archiveOf(name);
      await hold();
      const gone = async () => {
        expect(await sql(`select count(*) from archives where id = '${id}'`)).toBe('0');
        expect(await script(`find /var/lib/homelab-paas -name '*${id}*'`)).toBe('');
      };
      const operationId = await this.#subjects.ask('archives.remove', { id, confirmation: name });
      return { operationId, succeeded: gone, undone: async () => undefined };
    },
    'snapshot.remove': async (hold) => {
      const name = await this.#subjects.ready();
      await this.#subjects.done('snapshots.create', { name });
      const id = await this.#subjects.snapshotOf(name);
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
      operationId: await this.#subjects.ask(procedure, input),
      succeeded: () => this.#subjects.stays(name, after, before),
      undone: () => this.#subjects.stays(name, undone, before),
    };
  }

  /** Removes every experiment and archive that is left. */
  clean(): Promise<void> {
    return this.#subjects.clean();
  }
}
