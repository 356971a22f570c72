import type { StateKind } from '../_ui/state.tsx';
import { bytes } from './format.ts';
import type { Archive } from './types.ts';

/** The state of an archive or a snapshot in a word. */
export function archiveState({ state }: Pick<Archive, 'state'>): { kind: StateKind; word: string } {
  const shown: Record<Archive['state'], { kind: StateKind; word: string }> = {
    writing: { kind: 'busy', word: 'Being written' },
    complete: { kind: 'ok', word: 'Complete' },
    damaged: { kind: 'bad', word: 'Damaged' },
    removing: { kind: 'busy', word: 'Being deleted' },
  };
  return shown[state];
}

/** What is in it, in a line: "9.2 GiB of files, 3 tables, 2 branches". */
export function contentsInWords({ contents }: Pick<Archive, 'contents'>): string | null {
  if (!contents) return null;
  const { homeBytes, tables, branches } = contents;
  return [
    `${bytes(homeBytes)} of files`,
    tables.length > 0 && count(tables.length, 'table'),
    branches.length > 0 && count(branches.length, 'branch', 'branches'),
  ]
    .filter(Boolean)
    .join(', ');
}

const FIGURE = new Intl.NumberFormat('en-GB');

/** "1 table", "3 tables", "48,211 files". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${FIGURE.format(value)} ${value === 1 ? one : many}`;
}

/** Where its files are: "on this machine", "in backup-disk". */
export function keptAt({ target }: Pick<Archive, 'target'>): string {
  return target === 'this machine' ? 'on this machine' : `in ${target}`;
}
