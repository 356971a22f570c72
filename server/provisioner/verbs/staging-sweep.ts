/** staging.sweep: what operations left there that no longer exist. Folders of other names are not the platform's and stay. */
import { listStaging, removeStaging, withStaging } from '../archive/staging.ts';
import { experimentId, list, object } from '../checks.ts';
import type { Verb } from '../verb.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const sweepStaging: Verb<'staging.sweep'> = {
  check: object({ keep: list(experimentId, 10_000) }),
  exclusive: false,
  async run({ keep }) {
    const old = (await listStaging()).filter((id) => UUID.test(id) && !keep.includes(id));
    for (const id of old) await withStaging(id, () => removeStaging(id));
    return { removed: old };
  },
};
