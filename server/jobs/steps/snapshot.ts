import { database, home, space, store, verify } from '../archives/make.ts';
import { manifest } from '../archives/manifest.ts';
import type { Steps } from '../step.ts';
import { prune } from './prune.ts';

export const snapshotSteps: Steps<'experiment.snapshot'> = { space, database, home, manifest, verify, store, prune };
