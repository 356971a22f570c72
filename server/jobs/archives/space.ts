import type { Space } from '../../shared/archive-verbs.ts';
import { conflict } from '../../shared/errors.ts';
import { sizeInWords } from '../../shared/size-in-words.ts';

/** What something needs on a file system. */
export interface Need {
  space: Space;
  bytes: number;
  /** In words: “archives”. */
  what: string;
}

/** Kept free beside what is needed: what else runs on the machine writes too. */
const RESERVE_BYTES = 32 * 1024 ** 2;

/** Throws `conflict` with both numbers when a file system has less than what is needed on it, all needs of it together. */
export function requireSpace(needs: readonly Need[]): void {
  for (const device of new Set(needs.map(({ space }) => space.device))) {
    const here = needs.filter(({ space }) => space.device === device);
    const free = here[0]?.space.freeBytes ?? 0;
    const needed = here.reduce((sum, { bytes }) => sum + bytes, 0) + RESERVE_BYTES;
    if (needed <= free) continue;
    throw conflict(
      `This needs up to ${sizeInWords(needed)} for ${here.map(({ what }) => what).join(' and ')}, and ${sizeInWords(free)} are free there. Free some space, then try again. Nothing was changed.`,
    );
  }
}
