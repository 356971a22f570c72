import type { RunOptions } from '../../server/shared/process.ts';
import { inContainer } from '../system/support/container.ts';

const HOUR_MS = 3_600_000;

/** As `script` of the tests, for what takes up to an hour. */
export function patientScript(text: string): Promise<string> {
  return patiently(['bash', '-euo', 'pipefail', '-c', text]);
}

/** As `sql` of the tests, for what takes up to an hour. */
export function patientSql(statement: string, database: string): Promise<string> {
  const args = ['runuser', '-u', 'postgres', '--', 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database];
  return patiently(args, { input: statement });
}

async function patiently(args: string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await inContainer(args, { ...options, timeoutMs: HOUR_MS });
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
  return stdout.trimEnd();
}
