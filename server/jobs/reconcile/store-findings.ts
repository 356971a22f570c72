import { inArray, sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { drift } from '../../db/schema/index.ts';
import { writeCheckedAt } from '../../services/drift/checked-at.ts';
import { type DriftSource, kindOf } from '../../services/drift/drift-kinds.ts';
import type { Expectations } from './expected.ts';
import type { Finding } from './finding.ts';

interface Looked {
  findings: Finding[];
  /** What was looked at. */
  sources: ReadonlySet<DriftSource>;
}

const AT_ONCE = 500;

/** Adds what is new, notes that what was known is still there, and removes what is not there any more. */
export async function storeFindings(
  db: Database,
  { moving }: Expectations,
  { findings, sources }: Looked,
): Promise<void> {
  await db.transaction(async (tx) => {
    const stored = await tx.select().from(drift);
    const found = new Set(findings.map(keyOf));
    const gone = stored.filter((row) => {
      if (found.has(keyOf(row)) || (row.experimentId !== null && moving.has(row.experimentId))) return false;
      const known = kindOf(row.kind);
      return known === null || sources.has(known.source);
    });
    for (const some of pieces(gone)) {
      await tx.delete(drift).where(
        inArray(
          drift.id,
          some.map((row) => row.id),
        ),
      );
    }
    for (const some of pieces(findings)) {
      await tx
        .insert(drift)
        .values(some)
        .onConflictDoUpdate({
          target: [drift.experimentId, drift.subject, drift.kind],
          set: {
            summary: sql`excluded.summary`,
            remedy: sql`excluded.remedy`,
            mendable: sql`excluded.mendable`,
            seenAt: sql`now()`,
          },
        });
    }
    await writeCheckedAt(tx);
  });
}

function keyOf({
  experimentId,
  subject,
  kind,
}: Pick<typeof drift.$inferSelect, 'experimentId' | 'subject' | 'kind'>): string {
  return JSON.stringify([experimentId, subject, kind]);
}

function* pieces<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}
