/** environment.write: the file with an experiment's variables, for its units and its shells. */
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { environmentFileOf } from '../../shared/names.ts';
import { requireAccount } from '../account.ts';
import { object, subjectFields, variables } from '../checks.ts';
import { environmentLines } from '../environment.ts';
import { writeOwned } from '../owned-file.ts';
import type { Verb } from '../verb.ts';

export const writeEnvironment: Verb<'environment.write'> = {
  check: object({ ...subjectFields, variables }),
  exclusive: true,
  async run(args) {
    const { gid } = await requireAccount(args);
    const path = environmentFileOf(args.name);
    if (await mkdir(dirname(path), { recursive: true })) await chmod(dirname(path), 0o711);
    await writeOwned(path, args, environmentLines(args.variables), { mode: 0o640, gid });
    return {};
  },
};
