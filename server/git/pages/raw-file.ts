import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { GIT_TIMEOUT_MS } from '../http/git-backend.ts';
import { limit } from '../limit.ts';
import { startGit } from '../repository/git.ts';
import { blobSize, readBlob } from '../repository/tree.ts';

const downloads = limit(8, 64);

/**
 * Sends a file as it is. It comes from whoever pushed it, so a browser must neither guess its type nor run it: text is
 * text/plain, anything else a download, all of it in an empty sandbox.
 */
export async function sendRawFile(response: ServerResponse, folder: string, id: string, name: string): Promise<void> {
  const [bytes, start] = await Promise.all([blobSize(folder, id), readBlob(folder, id, 8000)]);
  const isText = !start.includes(0);
  response.writeHead(200, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-length': bytes,
    'content-disposition': `${isText ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
  });
  await downloads(async () => {
    const process = startGit(folder, ['cat-file', 'blob', id], GIT_TIMEOUT_MS);
    process.stdin.end();
    process.stderr.resume();
    process.exit.catch(() => response.destroy());
    try {
      await pipeline(process.stdout, response);
    } catch {
      process.kill(); // the visitor left
    }
  });
}
