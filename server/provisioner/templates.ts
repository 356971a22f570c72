/** The templates that are on the machine: folders below experiments/templates. */
import { readdir, readFile } from 'node:fs/promises';
import { SOURCE_FOLDER } from '../shared/paths.ts';
import { parseTemplate, TEMPLATE_KEY, type TemplateManifest } from '../shared/template-manifest.ts';
import type { Check } from './checks.ts';
import { Failure } from './failure.ts';

const FOLDER = `${SOURCE_FOLDER}/experiments/templates`;

export const templateKey: Check<string> = (value, place) => {
  if (typeof value === 'string' && TEMPLATE_KEY.test(value)) return value;
  throw new Failure('invalid', `${place}: the key of a template is expected.`);
};

export interface Template {
  manifestFile: string;
  manifest: TemplateManifest;
  /** Folder that is laid over a new home, null for none. */
  files: string | null;
}

/** Reads a template. Throws `missing` when there is no such folder, `failed` when its manifest is wrong. */
export async function loadTemplate(key: string): Promise<Template> {
  const folders = await readdir(FOLDER, { withFileTypes: true });
  if (!folders.some((entry) => entry.isDirectory() && entry.name === key))
    throw new Failure('missing', `There is no template “${key}”.`);
  const manifestFile = `${FOLDER}/${key}/template.json`;
  try {
    const manifest = parseTemplate(await readFile(manifestFile, 'utf8'));
    return { manifestFile, manifest, files: manifest.files === null ? null : `${FOLDER}/${key}/${manifest.files}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('failed', `${manifestFile} cannot be used: ${reason}`);
  }
}
