import { sql, until } from '../container.ts';

/** A moment of an operation: a step is about to get a state, and PostgreSQL holds the transaction that would record it. */
export interface Held {
  key: string;
  state: string;
}

/**
 * Makes PostgreSQL hold every step of operations of a kind at each of the moments, until it is released. With `done` a step's work
 * is complete and not yet recorded: the worst moment to be killed. It is a trigger in the platform's tables; the product
 * has no code for this.
 */
export async function holdAll(kind: string, moments: Held[]): Promise<void> {
  await dropHolds();
  const rows = moments.map(({ key, state }) => `('${key}', '${state}')`).join(', ');
  await sql(`
    create table test_holds (key text, state text, primary key (key, state));
    grant select on test_holds to homelab;
    ${rows === '' ? '' : `insert into test_holds values ${rows};`}
    create function test_hold_all() returns trigger language plpgsql as $$
    begin
      if old.state = new.state or not exists (select from operations o where o.id = new.operation_id and o.kind = '${kind}')
         or not exists (select from test_holds h where h.key = new.key and h.state = new.state) then
        return new;
      end if;
      perform set_config('application_name', 'held ' || new.key || ' ' || new.state, false);
      while exists (select from test_holds h where h.key = new.key and h.state = new.state) loop
        perform pg_sleep(0.03);
      end loop;
      perform set_config('application_name', '', false);
      return new;
    end $$;
    create trigger test_hold_all before update on operation_steps for each row execute function test_hold_all();`);
}

/** Waits until the operation stands at a held moment, or has ended: then null. */
export async function nextHeld(operationId: string): Promise<Held | null> {
  const found = await until(`operation ${operationId} to come to a held step or to its end`, 120, async () => {
    // PostgreSQL may be on its way up; a transaction that was just released may not have noticed
    const row = await sql(`
      select coalesce((select application_name from pg_stat_activity join test_holds
                         on application_name = format('held %s %s', key, test_holds.state) limit 1),
                      (select 'ended' from operations where id = '${operationId}' and finished_at is not null))`).catch(
      () => '',
    );
    return row || null;
  });
  const [word, key = '', state = ''] = found.split(' ');
  return word === 'held' ? { key, state } : null;
}

/** Lets the moment pass, now and when the step comes to it again. */
export async function release({ key, state }: Held): Promise<void> {
  await sql(`delete from test_holds where key = '${key}' and state = '${state}'`);
}

/** Ends the transactions whose worker is dead, as their connections' end would: without recording anything. */
export async function endHeld(): Promise<void> {
  await sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'held %'`);
}

export async function dropHolds(): Promise<void> {
  await sql(`
    set client_min_messages = warning;
    do $$ begin if to_regclass('test_holds') is not null then delete from test_holds; end if; end $$;`);
  await sql(`
    set client_min_messages = warning;
    drop trigger if exists test_hold_all on operation_steps;
    drop function if exists test_hold_all();
    drop table if exists test_holds;`);
}
