import { afterAll, expect, test } from 'vitest';
import { said, script, sql, until } from './support/container.ts';

const COUNT = 45;
const MAKE = `for i in $(seq ${COUNT}); do echo "create database at_rest_$i;"; done`;
const DROP = `for i in $(seq ${COUNT}); do echo "drop database if exists at_rest_$i;"; done`;
const asPostgres = (statements: string) =>
  script(`cd /; ${statements} | runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1`);

afterAll(() => asPostgres(DROP));

/** The pace that the worker has set, seen when it is no longer `before`. It looks every ten minutes, and when it starts. */
async function paceAfter(before: string): Promise<string> {
  await said('systemctl', 'restart', 'worker');
  return until('another pace of autovacuum', 30, async () => {
    const pace = await sql('show autovacuum_naptime');
    return pace === before ? null : pace;
  });
}

test('autovacuum starts in databases at rest at a rate that does not grow with their number', async () => {
  const few = await sql('show autovacuum_naptime');
  expect(few).toBe('1min');
  await asPostgres(MAKE);
  expect(await paceAfter(few)).toBe('3min');
  await asPostgres(DROP);
  expect(await paceAfter('3min')).toBe('1min');
});
