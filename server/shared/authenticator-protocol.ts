/**
 * What the web side asks the authenticator. One connection carries one line of JSON each way.
 * Built-in modules only.
 */

/** `log-in` checks password and account; `account` checks only that the account may still be used. */
export type AuthenticatorRequest =
  | { kind: 'log-in'; username: string; password: string; remoteHost: string }
  | { kind: 'account'; username: string };

/**
 * `denied` covers unknown account, wrong password and (without a right password) everything else, so that it never
 * tells whether an account exists. The other refusals are only given after the right password.
 */
export type AuthenticatorAnswer =
  | { outcome: 'accepted'; username: string; admin: boolean }
  | { outcome: 'denied' | 'expired' | 'password-expired' | 'locked' | 'not-allowed' | 'unavailable' };

/**
 * Longest user name (useradd(8)) and longest password that is passed on, in bytes. The binding to PAM keeps a password in a buffer
 * of 128 bytes and cuts a longer one without a word, so a longer one is refused first.
 */
export const MAX_USERNAME_BYTES = 32;
export const MAX_PASSWORD_BYTES = 126;

/** Members may log in; members of the second are administrators (and may log in as well). */
export const USERS_GROUP = 'homelab-users';
export const ADMINS_GROUP = 'homelab-admins';
