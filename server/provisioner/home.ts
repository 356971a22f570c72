/** Where an experiment's home is, and where it is built and taken apart. */
import { readdir } from 'node:fs/promises';
import { accountOf } from '../shared/names.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';

/** Beside the homes, so that a rename moves a finished home into place. No account's name starts with a dot. */
export function scratchHomeOf(subject: Subject, purpose: 'new' | 'old'): string {
  return `/home/.${accountOf(subject.name)}.${subject.id}.${purpose}`;
}

/** Homes that a power cut left half built or half removed, of any experiment of this name. */
export async function scratchHomes(name: string): Promise<string[]> {
  const entries = await readdir('/home');
  return entries.filter((entry) => entry.startsWith(`.${accountOf(name)}.`)).map((entry) => `/home/${entry}`);
}
