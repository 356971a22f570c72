/** repository.fetch: clones somebody's repository to ~/src/<its name>, as the experiment's user. */
import { GIT_URL_RULE, readGitUrl } from '../../shared/git-url.ts';
import { type Check, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { runSetup } from '../run-setup.ts';
import type { Verb } from '../verb.ts';

const gitUrl: Check<string> = (value, place) => {
  const address = readGitUrl(value);
  if (address) return address.url;
  throw new Failure('invalid', `${place}: ${GIT_URL_RULE}`);
};

export const fetchRepository: Verb<'repository.fetch'> = {
  check: object({ ...subjectFields, url: gitUrl }),
  exclusive: false, // it takes minutes, and a deletion must be able to end it
  async run({ name, id, url }, context) {
    const address = readGitUrl(url);
    if (!address) throw new Failure('invalid', GIT_URL_RULE);
    const title = 'The repository could not be fetched';
    const last = await runSetup({ name, id }, 'fetch-repository', [address.url, address.folder], { ...context, title });
    return { folder: address.folder, manifest: last.endsWith(' and has a homelab.json') };
  },
};
