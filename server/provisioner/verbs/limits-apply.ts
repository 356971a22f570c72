/** limits.apply: limits of an experiment, effective at once for everything that it runs. */
import { sliceOf } from '../../shared/names.ts';
import type { EffectiveLimits, Limits } from '../../shared/provisioner-protocol.ts';
import { requireAccount } from '../account.ts';
import { limits, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { writeOwned } from '../owned-file.ts';
import { setQuota } from '../quota.ts';
import {
  isSliceActive,
  notEffective,
  pushSliceLimits,
  readMemoryUse,
  readSliceLimits,
  removePushed,
} from '../slice-limits.ts';
import { reloadSystemd } from '../systemd.ts';
import type { Verb } from '../verb.ts';
import { sliceFile } from '../workspace.ts';

export const applyLimits: Verb<'limits.apply'> = {
  check: object({ ...subjectFields, limits }),
  exclusive: true,
  async run(args) {
    const { uid } = await requireAccount(args);
    await refuseBelowUse(uid, args.limits);
    const { path, lines } = sliceFile(uid, args.limits);
    await writeOwned(path, args, lines, { mode: 0o644, gid: 0 });
    await removePushed(uid);
    await reloadSystemd();
    const effective = (await isSliceActive(uid)) ? await push(uid, args.limits) : null;
    return { effective, quota: await setQuota(uid, args.limits.diskBytes) };
  },
};

async function push(uid: number, wanted: Limits): Promise<EffectiveLimits> {
  await pushSliceLimits(uid, wanted);
  await reloadSystemd();
  const effective = await readSliceLimits(uid);
  const missed = notEffective(wanted, effective);
  if (missed.length === 0) return effective;
  const seen = missed.map((key) => `${key} is ${effective[key as keyof EffectiveLimits]}`).join(', ');
  throw new Failure('failed', `The kernel did not take every limit of ${sliceOf(uid)}: ${seen}.`);
}

/** The kernel would end processes to get below a smaller limit, or refuse it, depending on its version: neither by surprise. */
async function refuseBelowUse(uid: number, { memoryMaxBytes }: Limits): Promise<void> {
  const used = await readMemoryUse(uid);
  if (used <= memoryMaxBytes) return;
  const mib = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)} MiB`;
  throw new Failure(
    'conflict',
    `Its programs use ${mib(used)} of memory now, more than the ${mib(memoryMaxBytes)} that they would have. Stop some of them first, or allow more.`,
  );
}
