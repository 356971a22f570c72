/** PAM's account phase: expired accounts, expired passwords, passwords that must be changed. */
import { execute } from '../shared/process.ts';

type AccountOutcome = 'accepted' | 'expired' | 'password-expired' | 'not-allowed';

/** What Linux-PAM's pam_strerror says for the answers of the account phase; LANG is C.UTF-8, so it is never translated. */
const OUTCOMES: [sentence: string, outcome: AccountOutcome][] = [
  ['User account has expired', 'expired'],
  ['Authentication token is no longer valid; new one required', 'password-expired'],
  ['Authentication token expired', 'password-expired'],
  ['Permission denied', 'not-allowed'],
  ['Authentication failure', 'not-allowed'],
];

/**
 * Asks PAM through pamtester(1), since the binding that checks passwords leaves this phase out and would let expired accounts
 * in. Throws when the answer is none of those known.
 */
export async function accountPhase(username: string): Promise<AccountOutcome> {
  const result = await execute('/usr/bin/pamtester', ['homelab-paas', username, 'acct_mgmt'], { timeoutMs: 5_000 });
  if (result.code === 0) return 'accepted';
  const said = `${result.stdout}${result.stderr}`;
  const known = OUTCOMES.find(([sentence]) => said.includes(sentence));
  if (known) return known[1];
  throw new Error(`The account phase gave an unknown answer: ${said.trim()}`);
}
