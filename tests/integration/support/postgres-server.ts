import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../../server/db/migrate.ts';
import { run } from '../../../server/shared/process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Name of the migrated database that every test file clones. */
export const TEMPLATE_DATABASE = 'template_homelab';

/**
 * Starts a real PostgreSQL of the distribution on a folder and a Unix socket of its own, for one run of the tests, and
 * migrates the template database in it. Durability is off: nothing in it outlives the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = await newestBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'homelab-postgres-'));
  const account = process.getuid?.() === 0 ? await postgresAccount() : null;
  if (account) await chown(folder, account.uid, account.gid);
  const options = account ?? {};
  const data = join(folder, 'data');
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'homelab', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    options,
  );
  const settings = `-c listen_addresses='' -c unix_socket_directories=${folder} -c fsync=off -c full_page_writes=off -c max_connections=200`;
  await run(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'], options);
  const url = (database: string) => `postgresql://homelab@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await run(join(bin, 'createdb'), ['-h', folder, '-U', 'homelab', TEMPLATE_DATABASE], options);
  await migrateDatabase({ connectionString: url(TEMPLATE_DATABASE) });
  project.provide('postgresUrl', url('postgres'));
  return async () => {
    await run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
    await rm(folder, { recursive: true, force: true });
  };
}

async function newestBinaries(): Promise<string> {
  const versions = (await readdir('/usr/lib/postgresql')).sort((a, b) => Number(b) - Number(a));
  if (!versions[0]) throw new Error('PostgreSQL is not installed; run ./scripts/test, which installs it.');
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}

async function postgresAccount(): Promise<{ uid: number; gid: number }> {
  const { stdout } = await run('getent', ['passwd', 'postgres']);
  const [, , uid, gid] = stdout.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
