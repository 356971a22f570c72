import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns.ts';

export type TargetKind = 'folder' | 's3';

/** A place for archives beside the platform's own folder, set up by an administrator. */
export const targets = pgTable('targets', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull().unique(),
  kind: text('kind').$type<TargetKind>().notNull(),
  /** Of a folder: absolute, one of those that root allows in /etc/homelab-paas/archive-folders. */
  path: text('path'),
  /** Of an S3-compatible store. */
  endpoint: text('endpoint'),
  region: text('region'),
  bucket: text('bucket'),
  prefix: text('prefix'),
  accessKeyId: text('access_key_id'),
  /** Its secret key, encrypted with the machine's master key and bound to this row's id. */
  sealedSecretKey: bytes('sealed_secret_key'),
  createdAt: instant('created_at').notNull().defaultNow(),
});
