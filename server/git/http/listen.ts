import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';

/** Listens on a Unix socket in place of one that a killed process left. Throws when a live one answers there. */
export async function listenOnSocket(server: Server, path: string, mode: number): Promise<void> {
  if (isSocket(path)) {
    if (await answers(path)) throw new Error(`Another process listens on ${path}. Stop it first.`);
    unlinkSync(path);
  }
  const before = process.umask(0o177); // nobody else may connect before the mode is set
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  chmodSync(path, mode);
}

function isSocket(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isSocket()) throw new Error(`${path} is no socket. Remove it first.`);
  return found !== undefined;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true)).once('error', () => finish(false));
  });
}
