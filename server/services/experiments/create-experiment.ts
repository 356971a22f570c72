import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { experiments } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/limits.ts';
import { isExperimentName, NAME_RULE } from '../../shared/names.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { maximaOf } from '../limits/get-bounds.ts';
import { checkLimits, mergeLimits } from '../limits/limit-rules.ts';
import { enqueueOperation } from '../operations/enqueue-operation.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { requireTemplate } from '../templates/load-templates.ts';
import { resolveSource } from './creation-source.ts';

export const CreateExperiment = z.strictObject({
  name: z.string().refine(isExperimentName, NAME_RULE),
  displayName: z
    .string()
    .trim()
    .max(80, 'A description has at most 80 characters.')
    // a line break or a control character would end up in files and log lines
    .regex(/^\P{Cc}*$/u, 'A description is one line without control characters.')
    .default(''),
  /** A template's key; `services/templates` has them. */
  template: z.string().max(64).default('empty'),
  source: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('git'), url: z.string().max(1024) }),
      z.strictObject({ kind: z.literal('experiment'), name: z.string().max(64), withDatabase: z.boolean() }),
    ])
    .optional(),
  /** What differs from the defaults; at most what the creator's role may set. */
  limits: z.partialRecord(z.enum(LIMITS), z.number().int().nonnegative()).optional(),
});
export type CreateExperiment = z.input<typeof CreateExperiment>;

/**
 * Puts the creation of an experiment in line; the caller becomes its owner. Of two at the same time one gets the name.
 * Throws `conflict` when the name is taken, `invalid` for a template or an address that does not exist and for limits above the
 * maxima of the creator's role, and as loadExperiment does
 * for an experiment to copy.
 */
export async function createExperiment(
  ctx: Context,
  input: CreateExperiment,
  { batchId }: { batchId?: string | undefined } = {},
): Promise<{ operationId: string }> {
  const { name, displayName, template, source: wanted, limits: given } = CreateExperiment.parse(input);
  const { limits: asked } = await requireTemplate(template);
  return ctx.db.transaction(async (tx) => {
    const source = await resolveSource(tx, ctx.actor, wanted);
    const settings = await loadSettings(tx);
    const limits = checkLimits(mergeLimits(settings.limits.defaults, asked, given), maximaOf(settings, ctx.actor));
    const [experiment] = await tx
      .insert(experiments)
      .values({
        ...{ name, displayName, template, limits },
        ...{ state: 'creating', owner: actorName(ctx.actor) },
      })
      .onConflictDoNothing({ target: experiments.name, where: sql`state <> 'archived'` })
      .returning();
    if (!experiment) throw conflict(`There already is an experiment “${name}”. Choose another name.`);
    const operationId = await enqueueOperation(tx, {
      kind: 'experiment.create',
      experiment,
      requestedBy: actorName(ctx.actor),
      batchId,
      input: source ? { source } : {},
    });
    await audit(tx, ctx.actor, 'experiment.create', name, { operation: operationId });
    return { operationId };
  });
}
