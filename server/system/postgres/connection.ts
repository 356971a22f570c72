import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { connectionOptions } from '../../db/client.ts';
import { AppError } from '../../shared/errors.ts';

export { escapeIdentifier as identifier, escapeLiteral as literal };

/**
 * Runs `work` on a connection of its own to the database `postgres`, where databases and roles are made: `create database`
 * may stand in no transaction and must not hold up the pool. Another `database` may be an experiment's, so what its owner set
 * for connections to it is overridden. Throws `unavailable` when PostgreSQL does not answer.
 */
export async function asDatabaseAdministrator<T>(
  work: (client: Client) => Promise<T>,
  database = 'postgres',
): Promise<T> {
  const client = new Client({ ...administratorOptions(database), ...OVERRIDES, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the query that was under way reports it
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const OVERRIDES = {
  options:
    '-c default_transaction_read_only=off -c role=none -c statement_timeout=120000 -c lock_timeout=20000 -c search_path=pg_catalog',
};

function administratorOptions(database: string) {
  const options = connectionOptions();
  if (!('connectionString' in options)) return { ...options, database };
  const url = new URL(options.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { connectionString: url.href };
}

/** Whether an error means that PostgreSQL is away: no connection, or it is shutting down or starting (class 57P, 08). */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable';
  if (error instanceof DatabaseError) return /^(57P|08|53300)/.test(error.code ?? '');
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (reason instanceof DatabaseError) return isUnreachable(reason);
  if (!(reason instanceof Error)) return false;
  const code = 'code' in reason ? String(reason.code) : '';
  return (
    /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(reason.message)
  );
}

function asUnavailable(error: unknown): unknown {
  if (!isUnreachable(error) || error instanceof AppError) return error;
  return new AppError('unavailable', 'PostgreSQL does not answer. See “systemctl status postgresql” on the machine.', {
    cause: error,
  });
}
