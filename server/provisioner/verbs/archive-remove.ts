/** archive.remove: the files of an archive, complete or half written. */
import { archivePath, placeFields, storeFolder } from '../archive/places.ts';
import { withStaging } from '../archive/staging.ts';
import { object } from '../checks.ts';
import { lookForFolder, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';

export const removeArchiveFiles: Verb<'archive.remove'> = {
  check: object(placeFields),
  exclusive: false,
  async run(place) {
    const paths = [await archivePath(place), `${await storeFolder(place.folder)}/.${place.archiveId}.part`];
    return withStaging(place.archiveId, async () => {
      let removed = false;
      for (const path of paths) {
        if (!(await lookForFolder(path))) continue;
        removed = true;
        await removeTree(path);
      }
      return { removed };
    });
  },
};
