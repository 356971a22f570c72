import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/client.ts';
import { rateLimits } from '../db/schema/index.ts';
import { AppError } from '../shared/errors.ts';

const WINDOW_SECONDS = 15 * 60;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 30;

/** Counts log-in attempts that failed, for an account and for an address, whatever the account is called. */
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
  const accounts = limiter('log-in account', PER_ACCOUNT);
  const addresses = limiter('log-in address', PER_ADDRESS);
  return {
    /** Counts an attempt before it is made, so that many at once do not slip through. Throws `limited`. */
    async begin(username: string, address: string): Promise<void> {
      try {
        await addresses.consume(address);
        await accounts.consume(username);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
        throw new AppError('limited', `Too many failed attempts. Try again in ${minutes} min.`);
      }
    },
    /** Takes a successful attempt off the counts. */
    async succeeded(username: string, address: string): Promise<void> {
      await accounts.delete(username);
      await addresses.reward(address);
    },
  };
}
