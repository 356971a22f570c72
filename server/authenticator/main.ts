/**
 * One log-in attempt, as homelab-auth: systemd starts this for each connection (Accept=yes). A process of its own, since PAM
 * blocks threads, may wait for a network, and is C code that reads what a stranger typed.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { AuthenticatorAnswer, AuthenticatorRequest } from '../shared/authenticator-protocol.ts';
import { checkAccount } from './check-account.ts';
import { checkLogIn } from './check-log-in.ts';
import { parseRequest, readLine } from './request.ts';

/** The dashboard waits a little longer than this. */
const LIMIT_MS = 8_000;

/**
 * A refusal is given at a multiple of this, counted from the request. The work for an unknown account is made equal to that for a
 * wrong password (see password.ts); this hides the few milliseconds by which the two still differ.
 */
const REFUSAL_STEP_MS = 250;

function decide(request: AuthenticatorRequest): Promise<AuthenticatorAnswer> {
  return request.kind === 'log-in' ? checkLogIn(request) : checkAccount(request.username);
}

async function answerWithin(request: AuthenticatorRequest): Promise<AuthenticatorAnswer> {
  const began = performance.now();
  const late = pause(LIMIT_MS).then((): AuthenticatorAnswer => ({ outcome: 'unavailable' }));
  const answer = await Promise.race([decide(request), late]);
  if (answer.outcome === 'denied' && request.kind === 'log-in') {
    const spent = performance.now() - began;
    await pause(Math.ceil(spent / REFUSAL_STEP_MS) * REFUSAL_STEP_MS - spent);
  }
  return answer;
}

async function main(): Promise<void> {
  let answer: AuthenticatorAnswer = { outcome: 'unavailable' };
  try {
    const request = parseRequest(await readLine(process.stdin));
    // Input that PAM cannot take is refused like a wrong password, without asking PAM.
    answer = request === null ? { outcome: 'denied' } : await answerWithin(request);
    // The name only once it is proven to be one: people type passwords into the field of the name.
    const who = answer.outcome === 'denied' ? null : request?.username;
    console.error(JSON.stringify({ kind: request?.kind ?? 'unusable', outcome: answer.outcome, username: who }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  // PAM may still hold a thread: end at once after the answer is out.
  process.stdout.end(`${JSON.stringify(answer)}\n`, () => process.exit(0));
}

await main();
