/** staging.create: the folder in which an archive is made, or laid out for reading. */
import { createStaging, withStaging } from '../archive/staging.ts';
import { experimentId, object } from '../checks.ts';
import type { Verb } from '../verb.ts';

export const makeStaging: Verb<'staging.create'> = {
  check: object({ stagingId: experimentId }),
  exclusive: false,
  async run({ stagingId }) {
    await withStaging(stagingId, () => createStaging(stagingId));
    return {};
  },
};
