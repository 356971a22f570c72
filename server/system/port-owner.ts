import { readFile } from 'node:fs/promises';

const LISTENING = '0A';

/**
 * Tells whether every socket that listens on a TCP port of this machine belongs to `account` or root. A local account may take
 * any port above 1023 while its usual program is away, so ask this before sending a secret to one. False when nothing listens.
 */
export async function isPortOf(account: string, port: number): Promise<boolean> {
  const unreadable = () => '';
  // Each path is written out: Turbopack lists the whole project as needed for a call whose path it cannot read here.
  const [passwd, ...tables] = await Promise.all([
    readFile('/etc/passwd', 'utf8').catch(unreadable),
    readFile('/proc/net/tcp', 'utf8').catch(unreadable),
    readFile('/proc/net/tcp6', 'utf8').catch(unreadable),
  ]);
  const uid = uidOf(account, passwd);
  const owners = tables.flatMap((table) => listenersOn(port, table));
  return uid !== null && owners.length > 0 && owners.every((owner) => owner === uid || owner === 0);
}

/** User ids of the sockets that listen on a port, from /proc/net/tcp (see proc_pid_net(5)). */
export function listenersOn(port: number, table: string): number[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local, , state, , , , uid] = line.trim().split(/\s+/);
    return local?.endsWith(suffix) && state === LISTENING ? [Number(uid)] : [];
  });
}

function uidOf(account: string, passwd: string): number | null {
  const line = passwd.split('\n').find((candidate) => candidate.startsWith(`${account}:`));
  const uid = line?.split(':')[2];
  return uid === undefined ? null : Number(uid);
}
