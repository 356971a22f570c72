import type { Readable } from 'node:stream';

export interface CgiHeader {
  status: number;
  headers: Record<string, string>;
  /** What came of the body together with the header. */
  rest: Buffer;
}

const LONGEST_HEADER = 16 * 1024;
const END = '\r\n\r\n';

/** Reads the header of a CGI program's output and leaves the stream at the body. Throws when it ends or grows without one. */
export async function readCgiHeader(output: Readable): Promise<CgiHeader> {
  let seen = Buffer.alloc(0);
  while (true) {
    const end = seen.indexOf(END);
    if (end >= 0) return parseHeader(seen.subarray(0, end).toString('latin1'), seen.subarray(end + END.length));
    if (seen.length > LONGEST_HEADER) throw new Error('the CGI header does not end');
    seen = Buffer.concat([seen, await nextChunk(output)]);
  }
}

function parseHeader(header: string, rest: Buffer): CgiHeader {
  const headers: Record<string, string> = {};
  for (const line of header.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status = '200', ...others } = headers;
  return { status: Number.parseInt(status, 10) || 500, headers: others, rest };
}

function nextChunk(output: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      output.off('readable', attempt).off('end', ended).off('error', reject);
      act();
    };
    const attempt = () => {
      const chunk: unknown = output.read();
      if (Buffer.isBuffer(chunk)) finish(() => resolve(chunk));
    };
    const ended = () => finish(() => reject(new Error('the program ended without a CGI header')));
    output.on('readable', attempt).once('end', ended).once('error', reject);
    attempt();
  });
}
