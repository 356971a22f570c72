/** staging.remove: such a folder with everything in it. Waits for what still writes there. */
import { removeStaging, withStaging } from '../archive/staging.ts';
import { experimentId, object } from '../checks.ts';
import type { Verb } from '../verb.ts';

export const dropStaging: Verb<'staging.remove'> = {
  check: object({ stagingId: experimentId }),
  exclusive: false,
  async run({ stagingId }) {
    return { removed: await withStaging(stagingId, () => removeStaging(stagingId)) };
  },
};
