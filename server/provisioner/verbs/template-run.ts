/** template.run: dependencies and command of a template, or of a repository that was fetched, as the experiment's user. */
import { homeOf } from '../../shared/names.ts';
import type { VerbArgs } from '../../shared/provisioner-protocol.ts';
import { type Check, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { runSetup } from '../run-setup.ts';
import { loadTemplate, templateKey } from '../templates.ts';
import type { Verb } from '../verb.ts';

type From = VerbArgs<'template.run'>['from'];

/** A folder that repository.fetch made; it is opened as the experiment's user alone. */
const folder: Check<string> = (value, place) => {
  if (typeof value === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(value)) return value;
  throw new Failure('invalid', `${place}: the folder of a repository is expected.`);
};

const from: Check<From> = (value, place) =>
  typeof value === 'object' && value !== null && 'template' in value
    ? object<{ template: string }>({ template: templateKey })(value, place)
    : object<{ repository: string }>({ repository: folder })(value, place);

export const runTemplate: Verb<'template.run'> = {
  check: object({ ...subjectFields, from }),
  exclusive: false, // it takes minutes, and a deletion must be able to end it
  async run({ name, id, from: source }, context) {
    const home = homeOf(name);
    if ('repository' in source) {
      const place = `${home}/src/${source.repository}`;
      const title = `The repository “${source.repository}” could not be set up`;
      await runSetup({ name, id }, 'run-template', [`${place}/homelab.json`, place], { ...context, title });
      return {};
    }
    const { manifest, manifestFile } = await loadTemplate(source.template);
    const title = `The template “${manifest.name}” could not be set up`;
    const { uv, npm } = manifest.dependencies;
    if (uv === null && npm === null && manifest.postCreate === null) return {};
    await runSetup({ name, id }, 'run-template', [manifestFile, home], { ...context, title });
    return {};
  },
};
