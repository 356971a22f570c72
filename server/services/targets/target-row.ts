import type { targets } from '../../db/schema/index.ts';

export type TargetRow = typeof targets.$inferSelect;

/** Where a target is, in one line: its path, or endpoint, bucket and prefix. */
export function placeOf({ path, endpoint, bucket, prefix }: TargetRow): string {
  return path ?? [endpoint?.replace(/\/$/, ''), bucket, prefix].filter((part) => part).join('/');
}
