import { z } from 'zod';
import type { TargetKind } from '../../db/schema/index.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

export interface TargetView {
  id: string;
  name: string;
  kind: TargetKind;
  /** Path, or endpoint, bucket and prefix, in one line. */
  place: string;
  archives: number;
}

const name = z.string().trim().min(1).max(60);
export const NewTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), name, path: z.string().max(1024) }),
  z.strictObject({
    kind: z.literal('s3'),
    name,
    endpoint: z.url({ protocol: /^https?$/ }).max(1024),
    region: z.string().max(64),
    bucket: z.string().min(3).max(63),
    prefix: z.string().max(512),
    accessKeyId: z.string().min(1).max(256),
    secretKey: z.string().min(1).max(1024),
  }),
]);
export type NewTarget = z.infer<typeof NewTarget>;

/** Places for archives beside the platform's own folder; folders that root allows. Administrators only, all four. */
export async function listTargets(_ctx: Context): Promise<{ targets: TargetView[]; allowedFolders: string[] }> {
  throw unavailable('This is not built yet.');
}

/** Adds a target after writing, reading and removing a small object there. */
export async function addTarget(_ctx: Context, _input: NewTarget): Promise<{ id: string }> {
  throw unavailable('This is not built yet.');
}

/** Writes, reads and removes a small object. Throws `unavailable` with what the place said. */
export async function checkTarget(_ctx: Context, _input: { id: string }): Promise<void> {
  throw unavailable('This is not built yet.');
}

/** Forgets a target. Throws `conflict` while archives are there. */
export async function removeTarget(_ctx: Context, _input: { id: string }): Promise<void> {
  throw unavailable('This is not built yet.');
}
