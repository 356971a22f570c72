import { chmod, lstat, unlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createConnection } from 'node:net';

/** Where a server listens: a Unix socket, or for developers a TCP port of loopback. */
export type Address = { path: string } | { port: number };

/**
 * Starts to listen. A socket that a killed process left behind is removed first. The socket's group is its folder's
 * (2750, the front door's), and with 0660 only that group may connect. Throws when somebody listens there already.
 */
export async function listen(server: Server, address: Address): Promise<void> {
  if ('path' in address) await removeStaleSocket(address.path);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen('path' in address ? { path: address.path } : { port: address.port, host: '127.0.0.1' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if ('path' in address) await chmod(address.path, 0o660);
}

async function removeStaleSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (!found) return;
  if (!found.isSocket()) throw new Error(`${path} is there and is no socket. Remove it and start again.`);
  if (await answers(path)) throw new Error(`Another process listens on ${path}. Stop it first.`);
  await unlink(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
