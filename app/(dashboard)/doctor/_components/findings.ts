import { bytes } from '../../../_data/format.ts';
import type { DoctorView } from '../../../_data/types.ts';

/** A disk with less than this share free is trouble. */
const TIGHT = 0.05;

/** What wants somebody to act, and what the machine cannot do, which nobody can mend from here. In sentences and names. */
export function findings({ services, disks, drift, probe }: DoctorView): { trouble: string[]; lacks: string[] } {
  const trouble = [
    ...services.filter(({ state }) => state === 'failed').map(({ title }) => `${title} has failed.`),
    ...services.filter(({ state }) => state === 'stopped').map(({ title }) => `${title} does not run.`),
    ...disks
      .filter(({ totalBytes, freeBytes }) => freeBytes < totalBytes * TIGHT)
      .map(({ path, freeBytes }) => `${path} is nearly full: ${bytes(freeBytes)} are free.`),
  ];
  if (drift.length === 1) trouble.push('One thing on the machine is not as it should be.');
  if (drift.length > 1) trouble.push(`${drift.length} things on the machine are not as they should be.`);
  const lacks = (probe?.results ?? []).filter(({ enforced }) => !enforced).map(({ title }) => lowered(title));
  return { trouble, lacks };
}

function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}
