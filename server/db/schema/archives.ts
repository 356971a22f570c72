import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ArchiveManifest } from '../../shared/archive-manifest.ts';
import { instant } from './columns.ts';
import { targets } from './targets.ts';

/** `archive`: all of an experiment that is no longer on the machine. `snapshot`: database and home of one that is. */
export type ArchiveKind = 'archive' | 'snapshot';

/** `writing` until every byte was read back; `damaged`: its files are not what the manifest says, `problem` tells. */
export type ArchiveState = 'writing' | 'complete' | 'damaged' | 'removing';

/** A set of files from which an experiment, or parts of it, can be restored. Never changed once it is complete. */
export const archives = pgTable(
  'archives',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<ArchiveKind>().notNull(),
    state: text('state').$type<ArchiveState>().notNull().default('writing'),
    /** The experiment that it was made of, and its name then. Outlives the row of a deleted experiment only while it is removed. */
    experimentId: uuid('experiment_id').notNull(),
    experimentName: text('experiment_name').notNull(),
    /** Where its files are; null is the platform's own folder. */
    targetId: uuid('target_id').references(() => targets.id),
    bytes: bigint('bytes', { mode: 'number' }),
    manifest: jsonb('manifest').$type<ArchiveManifest>(),
    /** A person's account, or `job:schedule`. */
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    completedAt: instant('completed_at'),
    /** When its files were last read back and compared with the manifest. */
    verifiedAt: instant('verified_at'),
    problem: text('problem'),
  },
  (table) => [index('archives_experiment').on(table.experimentId, table.createdAt)],
);
