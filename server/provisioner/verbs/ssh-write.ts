/** ssh.write: the keys that may log in as the experiment's user, and the end of what other keys opened. */
import { chmod, mkdir } from 'node:fs/promises';
import { SSH_KEYS_FOLDER } from '../../shared/paths.ts';
import { isSshKeyLine } from '../../shared/ssh-key.ts';
import { requireAccount } from '../account.ts';
import { type Check, list, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { removeOwned, writeOwned } from '../owned-file.ts';
import { endSessions, sshKeysFileOf } from '../ssh.ts';
import type { Verb } from '../verb.ts';

const keyLine: Check<string> = (value, place) => {
  if (typeof value === 'string' && isSshKeyLine(value)) return value;
  throw new Failure('invalid', `${place}: a public key without options and comment is expected.`);
};

export const writeSsh: Verb<'ssh.write'> = {
  check: object({ ...subjectFields, keys: list(keyLine, 100) }),
  exclusive: true,
  async run(args) {
    const { gid } = await requireAccount(args);
    const path = sshKeysFileOf(args.name);
    if (await mkdir(SSH_KEYS_FOLDER, { recursive: true })) await chmod(SSH_KEYS_FOLDER, 0o711);
    // sshd reads the file as the user, whose group therefore has it.
    if (args.keys.length > 0) await writeOwned(path, args, args.keys, { mode: 0o640, gid });
    else await removeOwned(path, args);
    return { ended: await endSessions(args.name, args.keys) };
  },
};
