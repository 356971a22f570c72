/** Reads and checks one request. */
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { type AuthenticatorRequest, MAX_PASSWORD_BYTES, MAX_USERNAME_BYTES } from '../shared/authenticator-protocol.ts';

/** Generous for the longest name and password, all of it escaped. */
const MAX_BYTES = 8192;
const READ_MS = 5_000;

/** Names that useradd(8) of Debian makes; anything else cannot be an account that may log in. */
const USERNAME = /^[a-z_][a-z0-9_-]*$/;

/** Reads one line. Throws when it is too long, incomplete or late. */
export async function readLine(input: Readable): Promise<string> {
  const timer = setTimeout(() => input.destroy(new Error('No request came in time.')), READ_MS);
  let text = '';
  input.setEncoding('utf8');
  try {
    for await (const chunk of input) {
      text += String(chunk);
      if (text.length > MAX_BYTES) throw new Error('The request is too long.');
      const end = text.indexOf('\n');
      if (end >= 0) return text.slice(0, end);
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error('The request does not end with a line end.');
}

/**
 * The request, or null when a name or password is one that PAM must not see: NUL cuts a password short, the binding's buffers
 * cut a long one, and both would accept the rest. Throws when the request is not of the protocol at all.
 */
export function parseRequest(line: string): AuthenticatorRequest | null {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error('The request is not an object.');
  const { kind, username, password, remoteHost, ...rest }: Record<string, unknown> = { ...value };
  if (Object.keys(rest).length > 0 || typeof username !== 'string')
    throw new Error('The request has other fields than those known.');
  if (kind === 'account') return isUsername(username) ? { kind, username } : null;
  if (kind !== 'log-in' || typeof password !== 'string' || typeof remoteHost !== 'string')
    throw new Error('The request is neither a log-in nor an account check.');
  if (!isUsername(username) || !isPassword(password)) return null;
  // PAM_RHOST goes into the system's log: an address or nothing.
  return { kind, username, password, remoteHost: isIP(remoteHost) ? remoteHost : '' };
}

function isUsername(value: string): boolean {
  return Buffer.byteLength(value) <= MAX_USERNAME_BYTES && USERNAME.test(value);
}

function isPassword(value: string): boolean {
  return (
    value !== '' && !value.includes('\0') && value.isWellFormed() && Buffer.byteLength(value) <= MAX_PASSWORD_BYTES
  );
}
