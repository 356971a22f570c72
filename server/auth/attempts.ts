import { createHash } from 'node:crypto';
import { lt } from 'drizzle-orm';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/client.ts';
import { rateLimits } from '../db/schema/index.ts';
import { AppError } from '../shared/errors.ts';
import { callerGroup } from './address.ts';

const WINDOW_SECONDS = 15 * 60;
/** For one account from one address: what stops a stranger, without shutting out the owner at another address. */
const PER_PAIR = 10;
const PER_ADDRESS = 30;
/** For one account from everywhere: it takes ten addresses to get there. */
const PER_ACCOUNT = 100;

/**
 * Counts log-in attempts that failed. What was typed as a name may be a password, so the table has its SHA-256, and that
 * no longer than the worker's next cleaning. Addresses that one machine can have at will count as one.
 */
export function openAttempts(db: Database) {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterDrizzle({
      storeClient: db,
      schema: rateLimits,
      keyPrefix,
      points,
      duration: WINDOW_SECONDS,
      clearExpiredByTimeout: false,
    });
  const pairs = limiter('log-in account and address', PER_PAIR);
  const addresses = limiter('log-in address', PER_ADDRESS);
  const accounts = limiter('log-in account', PER_ACCOUNT);
  return {
    /** Counts an attempt before it is made, so that many at once do not slip through. Throws `limited`. */
    async begin(username: string, address: string): Promise<void> {
      try {
        // In this order: an address that is refused already adds nothing to an account's count.
        await addresses.consume(callerGroup(address));
        await pairs.consume(pairKey(username, address));
        await accounts.consume(accountKey(username));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
        throw new AppError('limited', `Too many failed attempts. Try again in ${minutes} min.`);
      }
    },
    /** Takes a successful attempt off the counts. */
    async succeeded(username: string, address: string): Promise<void> {
      await pairs.delete(pairKey(username, address));
      await addresses.reward(callerGroup(address));
      await accounts.reward(accountKey(username));
    },
  };
}

/** Removes counts whose window has ended. */
export async function removeExpiredAttempts(db: Database): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.expire, new Date()));
}

function accountKey(username: string): string {
  return createHash('sha256').update(username).digest('hex');
}

function pairKey(username: string, address: string): string {
  return `${accountKey(username)} ${callerGroup(address)}`;
}
