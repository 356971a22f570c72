/** home.create: a complete home in one rename, so that there is never half of one. */
import { chmod, lchown, mkdir, rename } from 'node:fs/promises';
import { accountOf, databaseOf, homeOf } from '../../shared/names.ts';
import { SOURCE_FOLDER } from '../../shared/paths.ts';
import { foreign, requireAccount } from '../account.ts';
import { homeFile, list, object, subjectFields } from '../checks.ts';
import { scratchHomeOf } from '../home.ts';
import { loadTemplate, templateKey } from '../templates.ts';
import { copyTree, giveTree, lookForFolder, removeTree, writeBelow } from '../tree.ts';
import type { Verb } from '../verb.ts';

const SKELETON = `${SOURCE_FOLDER}/experiments/base`;

export const createHome: Verb<'home.create'> = {
  check: object({ ...subjectFields, template: templateKey, files: list(homeFile, 200) }),
  exclusive: true,
  async run({ name, id, template, files }, { progress }) {
    const { uid, gid } = await requireAccount({ name, id });
    const home = homeOf(name);
    const existing = await lookForFolder(home);
    if (existing?.uid === uid) return { created: false };
    if (existing) throw foreign('folder', home);

    const { files: templateFiles } = await loadTemplate(template);
    progress(`Building the home ${home}`);
    const building = scratchHomeOf({ name, id }, 'new');
    await removeTree(building);
    try {
      await mkdir(building, { mode: 0o700 });
      await copyTree(SKELETON, building, (content) => fillIn(content, name));
      if (templateFiles) await copyTree(templateFiles, building, (content) => fillIn(content, name));
      for (const file of files) await writeBelow(building, file.path, file.content, file.mode);
      await giveTree(building, uid, gid);
      await chmod(building, 0o700);
      await rename(building, home);
    } catch (error) {
      await lchown(building, 0, 0).catch(() => undefined);
      await removeTree(building).catch(() => undefined); // the first failure is the one to tell
      throw error;
    }
    return { created: true };
  },
};

/** Placeholders of the skeleton; they hold nothing but names, so no quoting is needed. */
function fillIn(content: string, name: string): string {
  return content
    .replaceAll('__NAME__', name)
    .replaceAll('__ACCOUNT__', accountOf(name))
    .replaceAll('__DATABASE__', databaseOf(name));
}
