import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, type Api, create, ended } from '../api.ts';
import { script, sql } from '../container.ts';
import { contentOf, fill } from './content.ts';

type Accepted = { operationId: string };

/** The experiments and archives that operations are tried on, and what is asked for of them. */
export class Subjects {
  readonly #api: Api;
  /** Of this run alone: a run that was broken off must not be in the way of the next. */
  readonly #prefix = `crash-${randomBytes(2).toString('hex')}`;
  #count = 0;
  /** The experiment that is ready for the next operation. */
  current: string | null = null;
  /** Parts of names by which an inventory tells what these operations were meant to make. */
  readonly known: string[] = [];

  constructor(api: Api) {
    this.#api = api;
  }

  /** Removes every experiment and archive that is left. */
  async clean(): Promise<void> {
    const names = (
      await sql(`select name from experiments where name like '${this.#prefix}-%' and state <> 'archived'`)
    ).split('\n');
    for (const name of names.filter((one) => one !== ''))
      await this.done('experiments.remove', { name, confirmation: name });
    const rows = await sql(
      `select id, experiment_name from archives where kind = 'archive' and experiment_name like '${this.#prefix}-%'`,
    );
    for (const row of rows.split('\n').filter((one) => one !== '')) {
      const [id, confirmation] = row.split('|');
      await this.done('archives.remove', { id, confirmation });
    }
  }

  /** An experiment that is ready and filled: the one from before if it is, else a new one. */
  async ready(): Promise<string> {
    const state = this.current && (await sql(`select state from experiments where name = '${this.current}'`));
    if (this.current && state === 'ready') return this.current;
    if (this.current && state === 'stopped') {
      await this.done('experiments.start', { name: this.current });
      return this.current;
    }
    const name = this.newName();
    expect((await create(this.#api, name)).failure).toBeNull();
    await fill(name);
    this.current = name;
    return name;
  }

  newName(): string {
    const name = `${this.#prefix}-${++this.#count}`;
    this.known.push(name);
    return name;
  }

  async ask(procedure: string, input: unknown): Promise<string> {
    const answer: Answer<Accepted> = await this.#api.mutate(procedure, input);
    expect(answer.message, procedure).toBeNull();
    return answer.data.operationId;
  }

  /** Carries an operation out without harm. */
  async done(procedure: string, input: unknown): Promise<void> {
    const operation = await ended(this.#api, await this.ask(procedure, input));
    expect(operation.failure, procedure).toBeNull();
  }

  archiveOf(name: string): Promise<string> {
    return this.#newest('archive', name);
  }

  snapshotOf(name: string): Promise<string> {
    return this.#newest('snapshot', name);
  }

  async #newest(kind: 'archive' | 'snapshot', name: string): Promise<string> {
    const id = await sql(
      `select id from archives where experiment_name = '${name}' and kind = '${kind}' and state = 'complete' order by created_at desc limit 1`,
    );
    expect(id, `a complete ${kind} of ${name}`).not.toBe('');
    this.known.push(id);
    return id;
  }

  async stays(name: string, state: string, before: string): Promise<void> {
    expect(await sql(`select state from experiments where name = '${name}'`)).toBe(state);
    await sameContent(name, before);
  }

  async isGone(name: string): Promise<void> {
    expect(
      await script(
        `{ getent passwd exp-${name}; getent group exp-${name}; ls -d /home/exp-${name} 2>/dev/null; } || true`,
      ),
    ).toBe('');
    expect(await sql(`select datname from pg_database where datname = 'experiment_${name}'`)).toBe('');
  }
}

export async function sameContent(name: string, before: string): Promise<void> {
  expect(await contentOf(name)).toBe(before);
}
