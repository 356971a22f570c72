import { readFile } from 'node:fs/promises';

/** Text of a small kernel file, or null when it is not there (the group ended, or the controller is not in use). */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

/** A whole number as the kernel writes it; null for `max`, for an empty file and for no file. */
export function parseNumber(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  return /^\d+$/.test(trimmed) ? Number(trimmed) : null;
}

/** Lines of `key value`, as in memory.stat and cpu.stat. */
export function parseKeyed(text: string | null): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of text?.split('\n') ?? []) {
    const [key, value] = line.split(' ');
    const number = parseNumber(value ?? null);
    if (key !== undefined && number !== null) values.set(key, number);
  }
  return values;
}
