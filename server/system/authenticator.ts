/** Asks the authenticator, which checks passwords and accounts through PAM. */
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AuthenticatorAnswer, AuthenticatorRequest } from '../shared/authenticator-protocol.ts';
import { AUTHENTICATOR_SOCKET } from '../shared/paths.ts';

/** Each attempt is a process and a costly hash: more at once would only slow all of them down. */
const AT_ONCE = 4;
const MOST_WAITING = 32;
/** The authenticator itself gives up after 8 s. */
const LIMIT_MS = 10_000;

const OUTCOMES: ReadonlySet<unknown> = new Set<AuthenticatorAnswer['outcome']>([
  ...(['accepted', 'denied', 'expired', 'password-expired', 'locked', 'not-allowed', 'unavailable'] as const),
]);

let running = 0;
const waiting: (() => void)[] = [];

/** Checks a log-in or an account. Never throws: whatever goes wrong, a full queue included, is `unavailable`. */
export async function askAuthenticator(request: AuthenticatorRequest): Promise<AuthenticatorAnswer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return { outcome: 'unavailable' };
    await new Promise<void>((resolve) => waiting.push(resolve)); // whoever ends hands over their place
  } else {
    running++;
  }
  try {
    return await exchange(request);
  } catch (error) {
    console.error('The authenticator did not answer. See `systemctl status authenticator.socket`.', error);
    return { outcome: 'unavailable' };
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

async function exchange(request: AuthenticatorRequest): Promise<AuthenticatorAnswer> {
  const socket = createConnection({ path: AUTHENTICATOR_SOCKET, signal: AbortSignal.timeout(LIMIT_MS) });
  socket.end(`${JSON.stringify(request)}\n`);
  return parseAnswer(await text(socket));
}

/** Throws for anything that is not an answer of the protocol. */
function parseAnswer(line: string): AuthenticatorAnswer {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('outcome' in value) || !OUTCOMES.has(value.outcome))
    throw new Error('The authenticator gave an answer that is not known.');
  return value as AuthenticatorAnswer; // it was told apart from all else by its outcome
}
