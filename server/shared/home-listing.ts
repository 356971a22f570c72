/** The listing of a packed home, home.list.zst: a line for each entry, `<type>\t<bytes>\t<path>`. Built-in modules only. */

/** `f` file, `d` folder, `o` all else. */
export interface ListedEntry {
  kind: 'file' | 'folder' | 'other';
  bytes: number;
  /** Relative to the home, without `./` and without a slash at the end. */
  path: string;
}

const KINDS: Record<string, ListedEntry['kind']> = { f: 'file', d: 'folder', o: 'other' };

/** One line of a listing; null for the home itself and for what is no such line. */
export function readListedLine(line: string): ListedEntry | null {
  const match = /^([fdo])\t(\d+)\t\.\/(.+)$/.exec(line);
  const kind = KINDS[match?.[1] ?? ''];
  const path = unescapePath(match?.[3] ?? '').replace(/\/$/, '');
  return kind && path !== '' ? { kind, bytes: Number(match?.[2]), path } : null;
}

const LETTERS: Record<string, number> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, ' ': 32 };

/** Takes back what tar(1) did by --quoting-style=escape. */
export function unescapePath(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  const bytes: number[] = [];
  for (const part of quoted.match(/\\[0-7]{3}|\\.|[^\\]+|\\$/gsu) ?? []) {
    if (/^\\[0-7]{3}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 8) & 0xff);
    else if (part.startsWith('\\') && part.length > 1) bytes.push(...letter(part.slice(1)));
    else bytes.push(...Buffer.from(part));
  }
  return Buffer.from(bytes).toString('utf8');
}

function letter(text: string): Buffer | number[] {
  const known = LETTERS[text];
  return known === undefined ? Buffer.from(text) : [known];
}
