import 'server-only';
import { forbidden } from 'next/navigation';
import { cache } from 'react';
import type { ExperimentRight } from '../../../../../server/shared/roles.ts';
import { serverCaller } from '../../../../../server/trpc/server.ts';
import { load } from '../../../../_data/load.ts';

/** The experiment of a page: asked once a request, however many layouts and pages need it. */
export const loadExperiment = cache(async (name: string) => load((await serverCaller()).experiments.get({ name })));

/** Refuses a tab to who lacks the right that it needs. */
export async function requireRight(name: string, right: ExperimentRight): Promise<void> {
  const { rights } = await loadExperiment(name);
  if (!rights.includes(right)) forbidden();
}
