import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { invalid } from '../../shared/errors.ts';
import { parseTemplate, type TemplateManifest } from '../../shared/template-manifest.ts';

/** Every program of the platform works in the folder of its source (unit files), as tests do in theirs. */
const FOLDER = 'experiments/templates';

/** The platform's templates by their keys, in the order of their names, the empty one first. Throws when a manifest is wrong. */
export async function loadTemplates(): Promise<Map<string, TemplateManifest>> {
  const entries = await readdir(resolve(FOLDER), { withFileTypes: true });
  const keys = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const loaded = await Promise.all(keys.map(async (key) => [key, await loadTemplate(key)] as const));
  const rank = ([key, { name }]: readonly [string, TemplateManifest]) => (key === 'empty' ? '' : name);
  return new Map(loaded.sort((a, b) => rank(a).localeCompare(rank(b), 'en')));
}

/** The template of a key. Throws `invalid` when there is none. */
export async function requireTemplate(key: string): Promise<TemplateManifest> {
  const template = (await loadTemplates()).get(key);
  if (template) return template;
  throw invalid(`There is no template “${key}”. Choose one of the list.`);
}

async function loadTemplate(key: string): Promise<TemplateManifest> {
  const file = resolve(FOLDER, key, 'template.json');
  try {
    return parseTemplate(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error(`The template ${file} cannot be used.`, { cause });
  }
}
