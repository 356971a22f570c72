import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../errors.ts';
import type { Service } from '../service.ts';
import { type Account, createAccount, findAccount } from '../store/accounts.ts';

/**
 * Who looks at a page. The front door says it in `X-WEBAUTH-USER`, after its own authorisation and in place of what the browser
 * sent; only the front door can open the socket. Pages alone believe it: the API and git never read it.
 * An account is made at first sight. null when nobody is logged in. Throws 400 for a name that cannot be an account's.
 */
export async function visitorOf(service: Service, request: IncomingMessage): Promise<Account | null> {
  const name = request.headers['x-webauth-user'];
  if (typeof name !== 'string' || name === '') return null;
  const known = findAccount(service.db, name);
  if (known) return known;
  try {
    return await createAccount(service.db, { name, email: `${randomUUID()}@localhost`, password: null });
  } catch (error) {
    const madeMeanwhile = findAccount(service.db, name);
    if (madeMeanwhile) return madeMeanwhile;
    if (error instanceof ServiceError) throw new ServiceError(400, `You cannot use the git service: ${error.message}`);
    throw error;
  }
}

/** The address that the visitor came by. The Host header is checked, since it is written into the page. */
export function originOf(service: Service, request: IncomingMessage): string {
  const { host = '' } = request.headers;
  if (!/^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host))
    return service.config.rootUrl.replace(/\/$/, '');
  return `${request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${host}`;
}
