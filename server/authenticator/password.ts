/** Checks passwords. */
import { createRequire } from 'node:module';
import { run } from '../shared/process.ts';

/** The part of `authenticate-pam` that is used; it has no types of its own. */
interface PamBinding {
  authenticate(
    username: string,
    password: string,
    callback: (refusal: string | undefined) => void,
    options: { serviceName: string; remoteHost: string },
  ): void;
}

/** Native code without an ES module; the interface above is what its source defines. */
function loadBinding(): PamBinding {
  return createRequire(import.meta.url)('authenticate-pam') as PamBinding;
}

/** What the binding says (pam_strerror) when the answer is no, rather than that PAM does not work. */
const REFUSALS = [
  'Authentication failure',
  'User not known to the underlying authentication module',
  'Permission denied',
];

/** Asks PAM whether this is the account's password. Throws when PAM fails for a reason of its own. */
export function passesPam(username: string, password: string, remoteHost: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const done = (refusal: string | undefined): void => {
      if (refusal === undefined) resolve(true);
      else if (REFUSALS.some((known) => refusal.includes(known))) resolve(false);
      else reject(new Error(`PAM cannot check passwords: ${refusal}`));
    };
    loadBinding().authenticate(username, password, done, { serviceName: 'homelab-paas', remoteHost });
  });
}

/** A hash of random bytes nobody knows, with Debian 13's method and cost; it stands in for accounts that do not exist. */
export const UNKNOWN_HASH = '$y$j9T$q6SbQcbBlhyoqTfr0g1yg.$q/WEtHkrLP9vL4agEY7RKZi6ytcDcy5CFGS14YYHYqD';

/**
 * crypt(3) of the system, which Node lacks; perl-base is in every Debian. Password and hash travel on standard input. It hashes
 * twice because pam_unix does, which first tries whether the empty password fits.
 */
const CRYPT =
  'my ($password, $hash) = <STDIN>; chomp($password, $hash); crypt(q(), $hash); print crypt($password, $hash) eq $hash ? 1 : 0';

/** Tells whether a password matches a hash, with the same work as PAM puts in. */
export async function matchesHash(password: string, hash: string): Promise<boolean> {
  const { stdout } = await run('/usr/bin/perl', ['-e', CRYPT], { input: `${password}\n${hash}\n`, timeoutMs: 5_000 });
  return stdout === '1';
}
