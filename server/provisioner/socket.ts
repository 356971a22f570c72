/** Looks at, and speaks to, a socket in a folder that the experiment may write to. */
import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';

/** Tells whether there is a socket at `path` itself (not behind a symbolic link). */
export function isSocket(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSocket() ?? false;
}

/** open(2): the file itself, without reading it. Node names no constant for it; the value is Linux's on every platform it supports. */
export const O_PATH = 0o10000000;

/**
 * Asks for `path` over HTTP and gives the status, or null when nobody answers, or when what is there is not a socket of `uid`.
 */
export function askSocket(socketPath: string, uid: number, path: string): Promise<number | null> {
  return withSocket(socketPath, uid, (connectTo) => statusOf(connectTo, path));
}

/**
 * Calls `use` with a path that leads to the very socket that was checked, by its descriptor: the experiment could swap a name
 * for a symbolic link in between. Null when what is there is not a socket of `uid`.
 */
export async function withSocket<T>(
  socketPath: string,
  uid: number,
  use: (connectTo: string) => Promise<T | null>,
): Promise<T | null> {
  let file: number;
  try {
    file = openSync(socketPath, O_PATH | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
  try {
    const found = fstatSync(file);
    if (!found.isSocket() || found.uid !== uid) return null;
    return await use(`/proc/self/fd/${file}`);
  } finally {
    closeSync(file);
  }
}

/** The status line alone, by hand: loading node:http would take longer than everything else in a request. */
function statusOf(socketPath: string, path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: socketPath, timeout: 5000 });
    let said = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      said += text;
      if (said.length >= 12) socket.destroy();
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => {
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(said)?.[1];
      resolve(status ? Number(status) : null);
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}
