/**
 * One request, as root: systemd starts this for each connection (Accept=yes), reads it from and answers it on the socket.
 * Built-in modules only; every argument is checked here again, whoever the caller is.
 */
import { performance } from 'node:perf_hooks';
import type { Message, VerbName, VerbResult } from '../shared/provisioner-protocol.ts';
import { actorName, object } from './checks.ts';
import { readLine, send } from './connection.ts';
import { asFailure, Failure } from './failure.ts';
import { withExperimentLock } from './lock.ts';
import { isVerbName, verbs } from './verbs.ts';

interface Envelope {
  verb: VerbName;
  actor: string;
  args: unknown;
}

const envelope = object<Envelope>({
  verb: (value, place) => {
    if (isVerbName(value)) return value;
    throw new Failure('invalid', `${place}: this verb is not known.`);
  },
  actor: actorName,
  args: (value) => value,
});

const sendMessage = (message: Message): void => send(process.stdout, message);

async function carryOut<V extends VerbName>(verb: V, args: unknown): Promise<VerbResult<V>> {
  const { check, exclusive, minutes = 15, run } = await verbs[verb]();
  const checked = check(args, 'args');
  const watched = watchCaller(minutes);
  const work = (): Promise<VerbResult<V>> =>
    run(checked, { progress: (line) => sendMessage({ type: 'progress', line }), signal: watched.signal });
  try {
    return await (exclusive && 'name' in checked ? withExperimentLock(checked.name, work) : work());
  } finally {
    watched.end();
  }
}

const ALIVE_EVERY_MS = 1_000;

/** Aborts when the caller no longer reads, which a write finds out, or after `minutes`. */
function watchCaller(minutes: number): { signal: AbortSignal; end: () => void } {
  const gone = new AbortController();
  process.stdout.on('error', () => gone.abort(new Failure('failed', 'The caller has gone away.')));
  const alive = setInterval(() => sendMessage({ type: 'alive' }), ALIVE_EVERY_MS);
  const late = new Failure('failed', `This took longer than ${minutes} minutes and was ended.`);
  const timer = setTimeout(() => gone.abort(late), minutes * 60_000);
  const end = () => {
    clearInterval(alive);
    clearTimeout(timer);
  };
  return { signal: gone.signal, end };
}

function parse(line: string): Envelope {
  try {
    return envelope(JSON.parse(line), 'request');
  } catch (error) {
    throw error instanceof SyntaxError ? new Failure('invalid', 'The request is not valid JSON.') : error;
  }
}

/** One line in the journal: who asked for what, how it ended, how long it took. Arguments stay out, for their secrets. */
function log(request: Envelope | null, outcome: string, started: number): void {
  const args = request?.args;
  const name = typeof args === 'object' && args !== null && 'name' in args ? args.name : null;
  const fields = {
    verb: request?.verb ?? null,
    subject: typeof name === 'string' ? name.slice(0, 64) : null,
    actor: request?.actor ?? null,
    outcome,
    ms: Math.round(performance.now() - started),
  };
  console.error(JSON.stringify(fields));
}

async function main(): Promise<void> {
  const started = performance.now();
  let request: Envelope | null = null;
  process.stdout.on('error', () => undefined); // the client went away
  try {
    request = parse(await readLine(process.stdin));
    const result = await carryOut(request.verb, request.args);
    log(request, 'done', started);
    sendMessage({ type: 'done', result });
  } catch (error) {
    const failure = asFailure(error);
    log(request, `${failure.code}: ${failure.message}`, started);
    const { code, message } = failure;
    sendMessage({ type: 'error', code, message, ...(failure.log ? { log: failure.log } : {}) });
  }
  process.stdin.destroy();
  process.stdout.end();
}

await main();
