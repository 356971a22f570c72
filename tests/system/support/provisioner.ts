import type {
  ProvisionerErrorCode,
  VerbArgs,
  VerbName,
  VerbResult,
} from '../../../server/shared/provisioner-protocol.ts';
import { inContainer } from './container.ts';

const NODE = '/usr/local/lib/homelab-paas/node/bin/node';

/** Runs in the container as the web side's user, with the client that the web side uses. */
const CLIENT = `
  import { json } from 'node:stream/consumers';
  import { callProvisioner } from '/opt/homelab-paas/server/system/provisioner.ts';
  const { verb, args } = await json(process.stdin);
  const progress = [];
  const outcome = await callProvisioner(verb, args, { actor: 'test', onProgress: (line) => progress.push(line) }).then(
    (result) => ({ result }),
    ({ code, message, log }) => ({ failure: { code, message, log } }),
  );
  console.log(JSON.stringify({ ...outcome, progress }));`;

export interface Outcome<V extends VerbName> {
  result?: VerbResult<V>;
  failure?: { code: ProvisionerErrorCode | 'unavailable'; message: string; log: string[] };
  progress: string[];
}

/** Asks the provisioner and gives what came of it, refusals included. */
export async function ask<V extends VerbName>(verb: V, args: VerbArgs<V>): Promise<Outcome<V>> {
  const program = ['runuser', '-u', 'homelab', '--', NODE, '--input-type=module', '--eval', CLIENT];
  const { stdout, stderr, code } = await inContainer(program, {
    input: JSON.stringify({ verb, args }),
    timeoutMs: 120_000,
  });
  if (code !== 0) throw new Error(`the client ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Asks the provisioner for something that must succeed. */
export async function done<V extends VerbName>(verb: V, args: VerbArgs<V>): Promise<VerbResult<V>> {
  const { result, failure } = await ask(verb, args);
  if (result === undefined)
    throw new Error(`${verb} failed: ${failure?.code}: ${failure?.message}\n${failure?.log.join('\n')}`);
  return result;
}
