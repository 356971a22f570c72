/** What scripts that work on an experiment's repository need: its environment, and its own git service. */
import { environmentFileOf, homeOf, sliceOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { requireAccount } from '../account.ts';
import { type Check, text } from '../checks.ts';
import { Failure } from '../failure.ts';
import { look } from '../tree.ts';
import { withNetwork } from './sandbox.ts';

/** `archive/<time>`: the one branch that the platform makes. */
export const archiveBranch: Check<string> = (value, place) => {
  const branch = text(value, place);
  if (/^archive\/[0-9TZ-]{8,40}$/.test(branch)) return branch;
  throw new Failure('invalid', `${place}: a branch “archive/<time>” is expected.`);
};

/** User and properties of a script that may reach the repository, and, with `home`, read and write the home. */
export async function besideRepository(
  subject: Subject,
  { home = false }: { home?: boolean } = {},
): Promise<{ user: string; properties: string[]; slice?: string }> {
  const { user, uid } = await requireAccount(subject);
  const environment = environmentFileOf(subject.name);
  if (!(await look(environment))) throw new Failure('missing', `The environment file ${environment} does not exist.`);
  const folder = homeOf(subject.name);
  const properties = [
    ...withNetwork(),
    `EnvironmentFile=${environment}`,
    ...(home ? [`BindReadOnlyPaths=${folder}`, `Environment=HOME=${folder}`] : ['Environment=HOME=/var/tmp']),
  ];
  // git runs the filters that a home names: within the limits of their experiment
  return { user, properties, ...(home ? { slice: sliceOf(uid) } : {}) };
}
