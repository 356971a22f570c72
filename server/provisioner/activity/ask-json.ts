/** Asks a program of an experiment for JSON. What it answers is bounded in size and time, and otherwise not trusted. */
import { createConnection } from 'node:net';
import { withSocket } from '../socket.ts';

const LONGEST_MS = 5_000;
const MOST_BYTES = 256 * 1024;

/** The parsed body of a 200 answer, or null for anything else: nobody there, a foreign socket, too slow, too long, no JSON. */
export async function askJson(socketPath: string, uid: number, path: string): Promise<unknown> {
  const answer = await withSocket(socketPath, uid, (connectTo) => read(connectTo, path));
  if (answer === null) return null;
  const at = answer.indexOf('\r\n\r\n');
  if (at < 0 || !/^HTTP\/1\.[01] 200 /.test(answer.subarray(0, 16).toString('latin1'))) return null;
  try {
    return JSON.parse(answer.subarray(at + 4).toString('utf8'));
  } catch {
    return null;
  }
}

/** The whole answer. HTTP/1.0, so that it is not in chunks and ends with the connection. */
function read(connectTo: string, path: string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: connectTo });
    const chunks: Buffer[] = [];
    let size = 0;
    let whole = false;
    const timer = setTimeout(() => socket.destroy(), LONGEST_MS); // for all of it: bytes that trickle do not prolong it
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MOST_BYTES) socket.destroy();
    });
    socket.on('end', () => {
      whole = size <= MOST_BYTES;
    });
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(whole ? Buffer.concat(chunks) : null);
    });
    socket.write(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  });
}
