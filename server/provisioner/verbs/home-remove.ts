/** home.remove: moves the home out of reach, then removes it. */
import { lchown, rename } from 'node:fs/promises';
import { homeOf } from '../../shared/names.ts';
import { findOwnAccount, foreign } from '../account.ts';
import { subject } from '../checks.ts';
import { scratchHomeOf } from '../home.ts';
import { look, lookForFolder, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';

export const removeHome: Verb<'home.remove'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const account = await findOwnAccount(args);
    const home = homeOf(args.name);
    const existing = await lookForFolder(home);
    if (existing && existing.uid !== account?.uid) throw foreign('folder', home);

    // Half-built or half-removed homes bear the id in their name and are root's to remove.
    const scratch = [scratchHomeOf(args, 'new'), scratchHomeOf(args, 'old')];
    let removed = existing !== null;
    for (const path of scratch) {
      if (!(await look(path))) continue;
      removed = true;
      await removeTree(path);
    }
    if (existing) {
      progress(`Removing the home ${home}`);
      const dying = scratchHomeOf(args, 'old');
      await rename(home, dying);
      await lchown(dying, 0, 0); // a home's mode is 0700: its user can no longer enter
      await removeTree(dying);
    }
    return { removed };
  },
};
