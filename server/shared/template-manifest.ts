/**
 * The manifest of a template: `template.json` in its folder, or `homelab.json` in a git repository. Read as root and as an
 * experiment's user too, so everything is checked by hand. Built-in modules only.
 */
import { type ExperimentLimits, LIMITS } from './limits.ts';

export interface TemplateManifest {
  name: string;
  description: string;
  /** What it installs, in words, with about how long and how much; empty when nothing. */
  installs: string;
  /** Folder beside the manifest that is laid over the new home; null for none. */
  files: string | null;
  /** Folders below the home (in a repository: below it) with a pyproject.toml or a package.json whose dependencies are installed. */
  dependencies: { uv: string | null; npm: string | null };
  /** Seconds that installing may take. */
  dependenciesSeconds: number;
  /** What it asks for beside the defaults. */
  limits: Partial<ExperimentLimits>;
  /** Program and arguments, run in the same place once the dependencies are there, and the seconds that it may take. */
  postCreate: { command: string[]; seconds: number } | null;
}

/** Folder name of a template, which is its key. */
export const TEMPLATE_KEY = /^[a-z][a-z0-9-]{0,62}$/;
/** Longest manifest in bytes. */
export const MANIFEST_BYTES = 64 * 1024;

type Fields = Record<string, unknown>;

/** Reads a manifest. Throws an Error that says which field is wrong and what is expected there. */
export function parseTemplate(json: string): TemplateManifest {
  const fields = knownFields(
    readJson(json),
    ['name', 'description', 'installs', 'files', 'dependencies', 'dependenciesSeconds', 'limits', 'postCreate'],
    'it',
  );
  const dependencies = knownFields(fields.dependencies ?? {}, ['uv', 'npm'], '“dependencies”');
  return {
    name: line(fields.name, '“name”', 60),
    description: line(fields.description, '“description”', 300),
    installs: fields.installs === undefined ? '' : line(fields.installs, '“installs”', 200),
    files: folder(fields.files, '“files”'),
    dependencies: { uv: folder(dependencies.uv, '“uv”'), npm: folder(dependencies.npm, '“npm”') },
    dependenciesSeconds: seconds(fields.dependenciesSeconds ?? 600, '“dependenciesSeconds”'),
    limits: limits(fields.limits ?? {}),
    postCreate: fields.postCreate == null ? null : postCreate(fields.postCreate),
  };
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('it is not valid JSON.');
  }
}

function knownFields(value: unknown, known: readonly string[], place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${place} is no object.`);
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) throw new Error(`the field ${JSON.stringify(strange.slice(0, 60))} is not known.`);
  return { ...value };
}

function line(value: unknown, place: string, most: number): string {
  if (typeof value === 'string' && value.length <= most && value.isWellFormed() && /^\P{Cc}+$/u.test(value))
    return value;
  throw new Error(`${place} has to be one line of 1 to ${most} characters.`);
}

/** `.` or a path below, without `..`; null when it is not given. */
function folder(value: unknown, place: string): string | null {
  if (value === undefined || value === null) return null;
  const good = typeof value === 'string' && value.length <= 200 && /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(value);
  if (good && !value.split('/').includes('..')) return value;
  throw new Error(`${place} has to be a folder below, such as "." or "app".`);
}

function seconds(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 3600) return value;
  throw new Error(`${place} has to be a whole number of seconds from 1 to 3600.`);
}

function limits(value: unknown): Partial<ExperimentLimits> {
  const given = knownFields(value, LIMITS, '“limits”');
  const result: Partial<ExperimentLimits> = {};
  for (const key of LIMITS) {
    const amount = given[key];
    if (amount === undefined) continue;
    if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0)
      throw new Error(`“${key}” in “limits” has to be a whole number.`);
    result[key] = amount;
  }
  return result;
}

function postCreate(value: unknown): { command: string[]; seconds: number } {
  const fields = knownFields(value, ['command', 'seconds'], '“postCreate”');
  const { command } = fields;
  if (!Array.isArray(command) || command.length === 0 || command.length > 100)
    throw new Error('“command” has to be a list: the program and its arguments.');
  const words = command.map((word: unknown) => {
    if (typeof word === 'string' && word.length <= 4096 && !word.includes('\0')) return word;
    throw new Error('“command” has to be a list of texts.');
  });
  return { command: words, seconds: seconds(fields.seconds ?? 120, '“seconds”') };
}
