import type { ExperimentSummary } from './types.ts';

/** Where an experiment of a list leads: an archived one to its archive, for its page is of what is on the machine. */
export function experimentHref({
  name,
  state,
  archive,
}: Pick<ExperimentSummary, 'name' | 'state' | 'archive'>): string {
  if (state !== 'archived') return `/experiments/${name}`;
  return archive ? `/archives/${archive.id}` : `/archives?search=${encodeURIComponent(name)}`;
}
