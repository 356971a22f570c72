import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { KnownExperiment } from '../experiments/list.ts';

/** How a request came in: over the network, or through the front door's own Unix socket. */
export type Entrance = 'network' | 'front-door';

const NOBODY = Buffer.alloc(32);

/** The token of an `Authorization: Bearer` header; null for anything else. */
export function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Whether `token` has this SHA-256. Takes the same time for every hash, a missing one too. */
export function matches(token: string | null, hash: Buffer | null): boolean {
  const presented = createHash('sha256')
    .update(token ?? '')
    .digest();
  const expected = hash?.length === presented.length ? hash : NOBODY;
  const equal = timingSafeEqual(presented, expected);
  return equal && token !== null && hash !== null;
}

/**
 * Whether a request may see the figures of the experiment `name`, which need not exist: the caller gets the same answer
 * then. The front door has asked the dashboard and says so in a header that it strips from everybody else's requests.
 */
export function mayRead(
  request: IncomingMessage,
  entrance: Entrance,
  name: string,
  experiment: KnownExperiment | undefined,
  platformHash: Buffer | null,
): boolean {
  if (entrance === 'front-door' && request.headers['x-homelab-experiment'] === name) return true;
  const token = bearerOf(request);
  const own = matches(token, experiment?.tokenHash ?? null);
  const platform = matches(token, platformHash);
  return own || platform;
}
