/** The connection that systemd hands over as standard input and output: one line in, lines of JSON out. */
import type { Readable, Writable } from 'node:stream';
import { MAX_REQUEST_BYTES, type Message } from '../shared/provisioner-protocol.ts';
import { Failure } from './failure.ts';

const READ_MS = 10_000;

/** Reads the request line. Throws Failure `invalid` when it is too long, does not end, or does not come in time. */
export function readLine(input: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(new Failure('invalid', 'No request came within 10 seconds.')), READ_MS);
    const end = (outcome: string | Failure): void => {
      clearTimeout(timer);
      input.removeAllListeners();
      input.on('error', () => undefined); // the client may reset the connection; the work goes on
      input.pause();
      if (typeof outcome === 'string') resolve(outcome);
      else reject(outcome);
    };
    input.on('data', (chunk: Buffer) => {
      const newline = chunk.indexOf(0x0a);
      size += newline < 0 ? chunk.length : newline;
      if (size > MAX_REQUEST_BYTES)
        return end(new Failure('invalid', `A request has at most ${MAX_REQUEST_BYTES} bytes.`));
      chunks.push(newline < 0 ? chunk : chunk.subarray(0, newline));
      if (newline >= 0) end(Buffer.concat(chunks).toString('utf8'));
    });
    input.on('end', () => end(new Failure('invalid', 'The request does not end with a line end.')));
    input.on('error', () => end(new Failure('invalid', 'The connection broke before the request was complete.')));
  });
}

/** Writes one message. A client that has gone away does not stop the work: half a change is worse than none unseen. */
export function send(output: Writable, message: Message): void {
  if (output.writable) output.write(`${JSON.stringify(message)}\n`);
}
