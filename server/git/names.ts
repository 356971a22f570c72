/** The rules of names. Both kinds become folders and parts of addresses, so nothing but these characters ever gets there. */

const ACCOUNT = /^[A-Za-z0-9](?:[A-Za-z0-9]|[-_.](?=[A-Za-z0-9]))*$/;
const REPOSITORY = /^[A-Za-z0-9_.-]+$/;
const TOPIC = /^[a-z0-9][a-z0-9.-]{0,34}$/;
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+$/;

/**
 * First parts of an address that mean something else. Gitea also refuses `admin`; here it is free, since the account that the
 * set-up makes has this name.
 */
const RESERVED = new Set(['api', 'assets', 'explore', 'login', 'org', 'repo', 'user', 'v2']);

/** Tells whether `name` may be an account's name: letters, digits and single `-`, `_`, `.` between them; at most 40. */
export function isAccountName(name: string): boolean {
  return name.length <= 40 && ACCOUNT.test(name);
}

/** Tells whether an account's name is taken by the service itself. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}

/** Tells whether `name` may be a repository's name. Ends that git or the address uses are refused. */
export function isRepositoryName(name: string): boolean {
  return name.length <= 100 && REPOSITORY.test(name) && !/^\.\.?$|\.(git|wiki|lock|rss|atom)$|^-/i.test(name);
}

/** Tells whether `topic` may be a repository's topic. */
export function isTopic(topic: string): boolean {
  return TOPIC.test(topic);
}

/** Tells whether `email` looks like an address whose domain has a dot. */
export function isEmail(email: string): boolean {
  return email.length <= 254 && EMAIL.test(email);
}

/** Tells whether `name` may be a branch that a new repository starts with. */
export function isBranchName(name: string): boolean {
  return (
    /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|[./](?=[A-Za-z0-9_-]))*$/.test(name) && name.length <= 100 && !name.endsWith('.lock')
  );
}
