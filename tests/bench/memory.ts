import type { Figure } from './figure.ts';
import { readPlatform } from './units.ts';

/** Memory of each unit of the platform from its cgroup, without the page cache that the kernel would give back at once. */
export async function measureMemory(): Promise<Figure[]> {
  await new Promise((resolve) => setTimeout(resolve, 20_000)); // idle: what the start-up did is over
  const { units } = await readPlatform();
  return [...units].map(([unit, value]) => ({ name: `idle memory: ${unit}`, value, unit: 'MiB' }));
}
