import { readFile } from 'node:fs/promises';
import { asc, eq, isNull } from 'drizzle-orm';
import { probes } from '../../db/schema/index.ts';
import type { ProbeResult } from '../../shared/provisioner-protocol.ts';
import type { Ports } from '../ports.ts';
import { repeat } from '../repeat.ts';

const LOOK_S = 3;

/**
 * Carries out probes that are asked for, and one of its own when there is none yet for this start of the machine, until `signal`
 * aborts. A probe that was cut off with the worker is done again.
 */
export async function watchProbes(ports: Pick<Ports, 'db' | 'provisioner'>, signal: AbortSignal): Promise<void> {
  let asked = false;
  return repeat('Limits are not tried out', signal, 30, async () => {
    if (!asked) await askOncePerBoot(ports);
    asked = true;
    const [waiting] = await ports.db
      .select({ id: probes.id, startedBy: probes.startedBy })
      .from(probes)
      .where(isNull(probes.finishedAt))
      .orderBy(asc(probes.startedAt))
      .limit(1);
    if (waiting) await carryOut(ports, waiting, signal);
    return LOOK_S;
  });
}

async function askOncePerBoot({ db }: Pick<Ports, 'db'>): Promise<void> {
  const bootId = await readBootId();
  const [known] = await db.select({ id: probes.id }).from(probes).where(eq(probes.bootId, bootId)).limit(1);
  if (!known) await db.insert(probes).values({ startedBy: 'job:probe', bootId });
}

async function carryOut(
  { db, provisioner }: Pick<Ports, 'db' | 'provisioner'>,
  { id, startedBy }: { id: string; startedBy: string },
  signal: AbortSignal,
): Promise<void> {
  const results = await provisioner('limits.probe', {}, { actor: startedBy, signal }).then(
    (answer) => answer.results,
    (error: unknown): ProbeResult[] => {
      if (signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return [
        { key: 'probe', title: 'Trying the limits out', enforced: false, detail: `This could not be done: ${reason}` },
      ];
    },
  );
  await db.update(probes).set({ results, finishedAt: new Date() }).where(eq(probes.id, id));
}

/** Which start of the machine this is. In a container it is that of the machine below. */
async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}
