/** Asks the provisioner, which does what needs root. */
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { PROVISIONER_SOCKET } from '../shared/paths.ts';
import type {
  Message,
  ProvisionerErrorCode,
  Request,
  VerbArgs,
  VerbName,
  VerbResult,
} from '../shared/provisioner-protocol.ts';

export interface CallOptions {
  /** The account or job on whose behalf this happens; it goes into the journal. */
  actor: string;
  /** Called with each line that tells what is being done. */
  onProgress?: (line: string) => void;
  /**
   * Ends the wait. A long verb (those that have a `signal`) then ends as well; the others carry on: they are idempotent, so ask
   * again to learn how it went.
   */
  signal?: AbortSignal;
}

/** A verb was not carried out. `unavailable` means that it is not known whether it was. `log` has last lines of a unit's journal. */
export class ProvisionerError extends Error {
  readonly code: ProvisionerErrorCode | 'unavailable';
  readonly log: string[];
  constructor(code: ProvisionerErrorCode | 'unavailable', message: string, log: string[] = [], cause?: unknown) {
    super(message, { cause });
    this.name = 'ProvisionerError';
    this.code = code;
    this.log = log;
  }
}

/** Carries out one verb and gives its result. Throws ProvisionerError. */
export async function callProvisioner<V extends VerbName>(
  verb: V,
  args: VerbArgs<V>,
  { actor, onProgress, signal }: CallOptions,
): Promise<VerbResult<V>> {
  const request: Request<V> = { verb, actor, args };
  const socket = createConnection({ path: PROVISIONER_SOCKET, ...(signal ? { signal } : {}) });
  let broken: Error | undefined;
  socket.on('error', (error) => {
    broken = error; // the loop below ends, and what it did not get is told there
  });
  // Half-closing says that the request is complete; the answer still comes.
  socket.end(`${JSON.stringify(request)}\n`);
  try {
    for await (const line of createInterface({ input: socket })) {
      const message = parseMessage<V>(line);
      if (message.type === 'done') return message.result;
      if (message.type === 'error') throw new ProvisionerError(message.code, message.message, message.log);
      if (message.type === 'progress') onProgress?.(message.line);
    }
  } catch (error) {
    if (error instanceof ProvisionerError) throw error;
    broken ??= error instanceof Error ? error : new Error(String(error));
  } finally {
    socket.destroy();
  }
  throw unavailable(verb, broken, signal);
}

function unavailable(verb: VerbName, cause: Error | undefined, signal: AbortSignal | undefined): ProvisionerError {
  const reason = signal?.aborted ? 'the wait was ended' : (cause?.message ?? 'it ended without an answer');
  const advice = "See `systemctl status provisioner.socket` and `journalctl -u 'provisioner@*'`.";
  return new ProvisionerError('unavailable', `The provisioner did not answer ${verb}: ${reason}. ${advice}`, [], cause);
}

/** One line of the provisioner's; root writes them by the shared protocol, so their shape is trusted. */
function parseMessage<V extends VerbName>(line: string): Message<V> {
  return JSON.parse(line) as Message<V>;
}
