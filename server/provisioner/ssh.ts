/** Keys that may log in as an experiment's user, and the log-ins that they opened. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { accountOf } from '../shared/names.ts';
import { SSH_KEYS_FOLDER } from '../shared/paths.ts';
import { execute } from '../shared/process.ts';
import { errorCode } from './failure.ts';

/** enter-experiment writes a file for each session that SSH opens, named as the session: user, type and key. */
const SESSIONS = '/run/homelab-ssh/sessions';

export function sshKeysFileOf(name: string): string {
  return `${SSH_KEYS_FOLDER}/${accountOf(name)}`;
}

/**
 * Ends every session of the experiment that another key opened than those in `lines`, with all that runs in it. Call it when the
 * file with the keys is written: a log-in that comes meanwhile looks into it after it wrote its record.
 */
export async function endSessions(name: string, lines: readonly string[]): Promise<number> {
  let ended = 0;
  for (const session of await sessionFiles()) {
    const record = (await readFile(`${SESSIONS}/${session}`, 'utf8').catch(() => '')).trimEnd();
    const [user, ...key] = record.split(' ');
    if (user !== accountOf(name)) continue;
    if (!(await isAlive(session))) {
      await rm(`${SESSIONS}/${session}`, { force: true });
      continue;
    }
    if (lines.includes(key.join(' '))) continue;
    await execute('/usr/bin/loginctl', ['terminate-session', '--', session]);
    await execute('/usr/bin/systemctl', ['kill', '--signal=SIGKILL', '--', scopeOf(session)]);
    await rm(`${SESSIONS}/${session}`, { force: true });
    ended++;
  }
  return ended;
}

/** logind keeps a session's unit while anything runs in it, also when the connection is gone. */
async function isAlive(session: string): Promise<boolean> {
  const { stdout } = await execute('/usr/bin/systemctl', ['is-active', '--', scopeOf(session)]);
  return ['active', 'activating', 'deactivating', 'reloading'].includes(stdout.trim());
}

function scopeOf(session: string): string {
  return `session-${session}.scope`;
}

async function sessionFiles(): Promise<string[]> {
  const entries = await readdir(SESSIONS).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => /^[a-z0-9]+$/.test(entry));
}
