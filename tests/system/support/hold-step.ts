import { sql, until } from './container.ts';

/** A moment of an operation at which PostgreSQL holds the transaction that records it. */
export interface Hold {
  kind: string;
  key: string;
  state: string;
  seconds: number;
}

/**
 * Makes PostgreSQL hold the transaction in which a step gets a state, so that a test can break something at exactly that
 * point. With `done` the step's work is complete and not yet recorded: the worst moment to be killed. It is a trigger in the
 * platform's tables; the product has no code for this.
 */
export async function holdSteps(...holds: Hold[]): Promise<void> {
  await releaseSteps();
  const rows = holds.map(({ kind, key, state, seconds }) => `('${kind}', '${key}', '${state}', ${seconds})`).join(', ');
  await sql(`
    create function test_hold_step() returns trigger language plpgsql as $$
    declare seconds int; slept int := 0; hold boolean;
    begin
      select held.seconds into seconds
        from (values ${rows}) as held (kind, key, state, seconds) join operations o on o.kind = held.kind
       where o.id = new.operation_id and held.key = new.key and held.state = new.state and old.state <> new.state;
      hold := found;
      while hold and slept < seconds * 5 loop
        perform pg_sleep(0.2);
        slept := slept + 1;
        -- to_regclass would not see it: it asks a cache that is not looked after while this waits
        hold := not exists (select from pg_class where relname = 'test_hold_over');
      end loop;
      return new;
    end $$;
    create trigger test_hold_step before update on operation_steps for each row execute function test_hold_step();`);
}

/** Waits until the worker stands in a held transaction. */
export async function untilHeld(): Promise<void> {
  await until('the worker to stand at the held step', 90, async () => {
    const held = await sql(
      `select 1 from pg_stat_activity where wait_event = 'PgSleep' and usename = 'homelab' and query like '%operation_steps%' limit 1`,
    );
    return held || null;
  });
}

/** Lets what is held go on as if nothing had been. Later steps are not held any more. */
export async function letGo(): Promise<void> {
  await sql('create table if not exists public.test_hold_over ()');
}

/** Breaks off what is held, so that it fails, then takes the trigger away. */
export async function releaseSteps(): Promise<void> {
  await sql(`
    set client_min_messages = warning;
    select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and usename = 'homelab';
    drop trigger if exists test_hold_step on operation_steps;
    drop function if exists test_hold_step();
    drop table if exists public.test_hold_over;`);
}
