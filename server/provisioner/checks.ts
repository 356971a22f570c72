/**
 * Checks of a request's arguments, by hand: what runs as root trusts neither the caller's types nor a library.
 * Each check gives the value it was given, typed, or throws a Failure `invalid` that names the place.
 */
import { isExperimentName, isWorkspace, NAME_RULE } from '../shared/names.ts';
import type { HomeFile, Limits, Subject } from '../shared/provisioner-protocol.ts';
import { isUnsafeVariable, isVariableName, MAX_VALUE_BYTES, VARIABLE_RULE } from '../shared/variable-names.ts';
import { Failure } from './failure.ts';

export type Check<T> = (value: unknown, place: string) => T;
type Fields<T> = { [K in keyof T]-?: Check<T[K]> };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const CONTROL = /[\u0000-\u001f\u007f]/;

function refuse(place: string, rule: string): never {
  throw new Failure('invalid', `${place}: ${rule}`);
}

/** An object with exactly these fields. */
export function object<T extends object>(fields: Fields<T>): Check<T> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(place, 'an object is expected.');
    const given = new Map(Object.entries(value));
    const result: Partial<T> = {};
    for (const key of Object.keys(fields) as (keyof T & string)[]) {
      if (!given.has(key)) refuse(`${place}.${key}`, 'this field is missing.');
      result[key] = fields[key](given.get(key), `${place}.${key}`);
      given.delete(key);
    }
    for (const key of given.keys()) refuse(`${place}.${JSON.stringify(key)}`, 'this field is not known.');
    return result as T; // every key of Fields<T> was set above
  };
}

export function list<T>(item: Check<T>, most: number): Check<T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) refuse(place, 'a list is expected.');
    if (value.length > most) refuse(place, `at most ${most} entries are allowed.`);
    return value.map((entry: unknown, index) => item(entry, `${place}[${index}]`));
  };
}

export function integer(least: number, most: number): Check<number> {
  return (value, place) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    return refuse(place, `a whole number from ${least} to ${most} is expected.`);
  };
}

/** Any text without NUL and without broken surrogates. */
export const text: Check<string> = (value, place) => {
  if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value;
  return refuse(place, 'a text without NUL is expected.');
};

export const experimentName: Check<string> = (value, place) =>
  isExperimentName(value) ? value : refuse(place, NAME_RULE);

export const experimentId: Check<string> = (value, place) =>
  typeof value === 'string' && UUID.test(value) ? value : refuse(place, 'a UUID in lower case is expected.');

export const workspaceName: Check<'lab' | 'code'> = (value, place) =>
  isWorkspace(value) ? value : refuse(place, '`lab` or `code` is expected.');

/** Which workspace of which experiment. */
export const workspaceFields = { name: experimentName, workspace: workspaceName };

/** The account or job that asked; one line, since it goes into the journal. */
export const actorName: Check<string> = (value, place) => {
  if (typeof value === 'string' && value !== '' && value.length <= 128 && value.isWellFormed() && !CONTROL.test(value))
    return value;
  return refuse(place, 'one line of 1 to 128 characters is expected.');
};

/** A path below a home: relative, no `..`, no empty part, no control character. */
export const homePath: Check<string> = (value, place) => {
  const path = text(value, place);
  const parts = path.split('/');
  const good = parts.every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255);
  if (!good || path.length > 1024 || CONTROL.test(path))
    refuse(place, 'a path below the home is expected, without `..`.');
  return path;
};

/** Names that both systemd and bash take, and values that both read as they are: no line end, no control character. */
export const variables: Check<Record<string, string>> = (value, place) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(place, 'an object is expected.');
  const result: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (!isVariableName(key)) refuse(`${place}.${JSON.stringify(key)}`, VARIABLE_RULE);
    if (isUnsafeVariable(key)) refuse(`${place}.${key}`, 'a variable of this name changes how programs start.');
    const content = text(entry, `${place}.${key}`);
    if (Buffer.byteLength(content) > MAX_VALUE_BYTES) refuse(`${place}.${key}`, 'a value has at most 32 KiB.');
    if (CONTROL.test(content.replaceAll('\t', '')))
      refuse(`${place}.${key}`, 'a value has no line end and no control character.');
    result[key] = content;
  }
  return result;
};

const GIB = 1024 ** 3;

export const subjectFields: Fields<Subject> = { name: experimentName, id: experimentId };
export const subject = object<Subject>(subjectFields);
export const homeFile = object<HomeFile>({ path: homePath, content: text, mode: integer(0o400, 0o777) });
export const limits = object<Limits>({
  memoryHighBytes: integer(64 * 1024 ** 2, 65_536 * GIB),
  memoryMaxBytes: integer(64 * 1024 ** 2, 65_536 * GIB),
  cpuPercent: integer(1, 102_400),
  tasksMax: integer(16, 4_194_304),
  diskBytes: integer(64 * 1024 ** 2, Number.MAX_SAFE_INTEGER),
});
