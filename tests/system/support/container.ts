import { execute, type RunOptions, type RunResult } from '../../../server/shared/process.ts';

/** The container under test: ./scripts/test makes it and says where it is. */
const NAME = required('HOMELAB_TEST_CONTAINER');
const LXC_PATH = process.env.HOMELAB_TEST_LXC_PATH ?? '/var/lib/lxc';
export const ADDRESS = required('HOMELAB_TEST_ADDRESS');

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the system tests by ./scripts/test system.`);
  return value;
}

/** Runs a program in the container as root and gives what it said, whatever its status. */
export function inContainer(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const environment = [
    'env',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'LANG=C.UTF-8',
    'HOME=/root',
  ];
  return execute('lxc-attach', ['-P', LXC_PATH, '-n', NAME, '--clear-env', '--', ...environment, ...args], options);
}

/** Runs a program in the container and gives its output without the last line break. Throws when its status is not 0. */
export async function said(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await inContainer(args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
  return stdout.trimEnd();
}

/** Runs a small shell script in the container: tests only, where the words are the test's own. */
export function script(text: string): Promise<string> {
  return said('bash', '-euo', 'pipefail', '-c', text);
}

/** Asks the platform's database as its superuser; gives rows as text, columns separated by `|`. */
export async function sql(statement: string, database = 'homelab_paas'): Promise<string> {
  const args = ['runuser', '-u', 'postgres', '--', 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database];
  const { code, stdout, stderr } = await inContainer(args, { input: statement });
  if (code !== 0) throw new Error(stderr);
  return stdout.trimEnd();
}

/** Asks again until `look` gives something other than null, for at most `seconds`. */
export async function until<T>(what: string, seconds: number, look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
