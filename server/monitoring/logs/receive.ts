import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { logIdentifierOf } from '../../shared/names.ts';
import { run } from '../../shared/process.ts';
import type { KnownExperiment } from '../experiments/list.ts';
import { LEVELS, type LogLine, parseLines } from './parse-lines.ts';

/** Of one request, in bytes. */
const MOST_BYTES = 256 * 1024;

/**
 * Of one experiment in a minute. journald keeps the lines of all in one place and throws the oldest away, so that nobody may write
 * others out of it; it also drops what comes too fast from one unit, which is this one for all of them.
 */
const LINES = { points: 1000, duration: 60 };
const BYTES = { points: 1024 * 1024, duration: 60 };

/** How much was taken, or why nothing was. */
export interface Reception {
  status: number;
  message: string;
}

/** Takes what an experiment posts and hands it to the journal, each line marked with the experiment's id. */
export class LogReceiver {
  readonly #lines = new RateLimiterMemory(LINES);
  readonly #bytes = new RateLimiterMemory(BYTES);

  async receive(request: IncomingMessage, experiment: KnownExperiment): Promise<Reception> {
    const body = await readBody(request);
    if (body === null) return { status: 413, message: `At most ${MOST_BYTES / 1024} KiB are taken at once.\n` };
    const lines = parseLines(body);
    if (lines.length === 0) return { status: 400, message: 'There is no line in it.\n' };
    try {
      await this.#bytes.consume(experiment.id, Buffer.byteLength(body));
      await this.#lines.consume(experiment.id, lines.length);
    } catch {
      const message = `At most ${LINES.points} lines and ${BYTES.points / 1024} KiB are taken in a minute. Nothing of this was.\n`;
      return { status: 429, message };
    }
    await writeToJournal(experiment.id, lines);
    return { status: 202, message: `${lines.length}\n` };
  }
}

/** Null when there is more than MOST_BYTES. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

/** journald takes the level from the front of each line; the lines' own text stands behind ours. */
async function writeToJournal(experimentId: string, lines: LogLine[]): Promise<void> {
  const input = lines.map(({ level, text }) => `<${LEVELS[level]}>${text}\n`).join('');
  await run('/usr/bin/systemd-cat', [`--identifier=${logIdentifierOf(experimentId)}`, '--level-prefix=true'], {
    input,
    timeoutMs: 10_000,
  });
}
