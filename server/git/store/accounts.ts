import { isDuplicate, ServiceError } from '../errors.ts';
import { isAccountName, isEmail, isReservedName } from '../names.ts';
import { type Database, number, type Row, text } from './database.ts';
import { hashPassword } from './passwords.ts';

export interface Account {
  id: number;
  name: string;
  email: string;
  fullName: string;
  isAdmin: boolean;
  /** Milliseconds since 1970. */
  created: number;
}

export interface NewAccount {
  name: string;
  email: string;
  fullName?: string;
  /** null: nobody logs in with a password; the front door says who it is. */
  password: string | null;
  isAdmin?: boolean;
}

function readAccount(row: Row): Account {
  return {
    id: number(row, 'id'),
    name: text(row, 'name'),
    email: text(row, 'email'),
    fullName: text(row, 'full_name'),
    isAdmin: number(row, 'is_admin') === 1,
    created: number(row, 'created'),
  };
}

/** Finds an account by its name, whatever the case. */
export function findAccount(db: Database, name: string): Account | null {
  const row = db.prepare('SELECT * FROM account WHERE lower_name = ?').get(name.toLowerCase());
  return row ? readAccount(row) : null;
}

/** Gives an account. Throws 404 as Gitea words it. */
export function getAccount(db: Database, name: string): Account {
  const account = findAccount(db, name);
  if (!account) throw new ServiceError(404, `user redirect does not exist [name: ${name}]`);
  return account;
}

/** Gives an account by its id; one that a stored row refers to is always there. */
export function accountById(db: Database, id: number): Account {
  const row = db.prepare('SELECT * FROM account WHERE id = ?').get(id);
  if (!row) throw new ServiceError(404, `user does not exist [uid: ${id}, name: ]`);
  return readAccount(row);
}

/** The hash of an account's password, null when it has none. */
export function passwordOf(db: Database, id: number): string | null {
  const row = db.prepare('SELECT password FROM account WHERE id = ?').get(id);
  return typeof row?.password === 'string' ? row.password : null;
}

/** Accounts whose name or full name contains `query`, by name, with the number of all of them. */
export function searchAccounts(db: Database, query: string, page: { limit: number; offset: number }) {
  const where = `instr(lower_name, ?1) > 0 OR instr(lower(full_name), ?1) > 0`;
  const wanted = query.toLowerCase();
  const rows = db
    .prepare(`SELECT * FROM account WHERE ${where} ORDER BY lower_name LIMIT ?2 OFFSET ?3`)
    .all(wanted, page.limit, page.offset);
  const count = db.prepare(`SELECT count(*) AS count FROM account WHERE ${where}`).get(wanted);
  return { accounts: rows.map(readAccount), total: Number(count?.count ?? 0) };
}

/** Throws 422 when no account can have this name. */
export function checkAccountName(name: string): void {
  if (!isAccountName(name)) {
    const rule = 'must be valid alpha or numeric or dash(-_) or dot characters';
    throw new ServiceError(422, `name is invalid [${name}]: ${rule}`);
  }
  if (isReservedName(name)) throw new ServiceError(422, `name is reserved [name: ${name}]`);
}

/** Makes an account, in one statement: a crash leaves all of it or nothing. Throws 422 for a bad or taken name or address. */
export async function createAccount(db: Database, wanted: NewAccount): Promise<Account> {
  const { name, email, fullName = '', password, isAdmin = false } = wanted;
  checkAccountName(name);
  if (fullName.length > 100) throw new ServiceError(422, '[FullName]: MaxSize');
  const hash = password === null ? null : await hashPassword(password);
  try {
    const row = db
      .prepare(
        `INSERT INTO account (name, lower_name, email, full_name, password, is_admin, created)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      )
      .get(name, name.toLowerCase(), email, fullName, hash, isAdmin ? 1 : 0, Date.now());
    if (!row) throw new Error('SQLite returned no row for a new account.');
    return readAccount(row);
  } catch (error) {
    const duplicate = isDuplicate(error, 'account.lower_name') || isDuplicate(error, 'account.email');
    // SQLite names either column when both are taken; Gitea names the account.
    if (duplicate && findAccount(db, name)) throw new ServiceError(422, `user already exists [name: ${name}]`);
    if (duplicate) throw new ServiceError(422, `e-mail already in use [email: ${email}]`);
    throw error;
  }
}

export interface AccountChange {
  fullName?: string;
  email?: string;
  isAdmin?: boolean;
  password?: string;
}

/** Changes what is given of an account. */
export async function updateAccount(db: Database, id: number, change: AccountChange): Promise<Account> {
  const { fullName = null, email = null, isAdmin, password } = change;
  if (email !== null && !isEmail(email)) throw new ServiceError(422, '[Email]: Email');
  const hash = password === undefined ? null : await hashPassword(password);
  db.prepare(
    `UPDATE account SET full_name = coalesce(?, full_name), email = coalesce(?, email),
       is_admin = coalesce(?, is_admin), password = coalesce(?, password) WHERE id = ?`,
  ).run(fullName, email, isAdmin === undefined ? null : Number(isAdmin), hash, id);
  return accountById(db, id);
}

/** Removes an account with its tokens. Its repositories must be gone before: the schema refuses otherwise. */
export function removeAccount(db: Database, id: number): void {
  db.prepare('DELETE FROM account WHERE id = ?').run(id);
}
