import { createHash, randomBytes } from 'node:crypto';
import { isDuplicate, ServiceError } from '../errors.ts';
import { parseScopes } from '../scopes.ts';
import { type Account, accountById } from './accounts.ts';
import { type Database, number, type Row, text } from './database.ts';

export interface Token {
  id: number;
  name: string;
  lastEight: string;
  scopes: string[];
}

/** A token carries 160 random bits, so a plain hash of it cannot be searched; a slow one would cost every request. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function readToken(row: Row): Token {
  return {
    id: number(row, 'id'),
    name: text(row, 'name'),
    lastEight: text(row, 'last_eight'),
    scopes: text(row, 'scopes').split(','),
  };
}

/** Makes a token and gives its secret, which is not kept. Throws 400 when the account has a token of that name. */
export function createToken(db: Database, account: Account, name: string, wanted: readonly string[]) {
  const scopes = parseScopes(wanted);
  if (name === '' || name.length > 255) throw new ServiceError(422, '[Name]: Required');
  const secret = randomBytes(20).toString('hex');
  try {
    const row = db
      .prepare(
        `INSERT INTO token (account_id, name, hash, last_eight, scopes, created)
         VALUES (?, ?, ?, ?, ?, ?) RETURNING *`,
      )
      .get(account.id, name, hashOf(secret), secret.slice(-8), scopes.join(','), Date.now());
    if (!row) throw new Error('SQLite returned no row for a new token.');
    return { secret, token: readToken(row) };
  } catch (error) {
    if (isDuplicate(error, 'token.account_id, token.name')) {
      throw new ServiceError(400, 'access token name has been used already');
    }
    throw error;
  }
}

/** Finds whose token a secret is. */
export function findToken(db: Database, secret: string): { account: Account; token: Token } | null {
  if (!/^[0-9a-f]{40}$/.test(secret)) return null;
  const row = db.prepare('SELECT * FROM token WHERE hash = ?').get(hashOf(secret));
  return row ? { account: accountById(db, number(row, 'account_id')), token: readToken(row) } : null;
}

/** The tokens of an account, without their secrets. */
export function listTokens(db: Database, account: Account): Token[] {
  return db.prepare('SELECT * FROM token WHERE account_id = ? ORDER BY id').all(account.id).map(readToken);
}

/** Removes a token by its name or its id; tells whether there was one. */
export function removeToken(db: Database, account: Account, nameOrId: string): boolean {
  const id = /^\d{1,15}$/.test(nameOrId) ? Number(nameOrId) : -1;
  const result = db
    .prepare('DELETE FROM token WHERE account_id = ? AND (name = ? OR id = ?)')
    .run(account.id, nameOrId, id);
  return Number(result.changes) > 0;
}
