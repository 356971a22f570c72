import { DrizzleQueryError } from 'drizzle-orm';
import { ZodError } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { isUnreachable } from '../../system/postgres/connection.ts';

/** What came of one experiment of a batch. */
export interface Outcome {
  name: string;
  operationId: string | null;
  refusal: string | null;
}

/** Asks for one operation of a batch and tells how that went; a refusal must not stop the others. */
export async function outcomeOf(name: string, ask: () => Promise<{ operationId: string }>): Promise<Outcome> {
  try {
    const { operationId } = await ask();
    return { name, operationId, refusal: null };
  } catch (error) {
    return { name, operationId: null, refusal: refusalOf(error) };
  }
}

/** As a single request would be told: what is not meant for people stays in the journal. */
function refusalOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof ZodError) return error.issues[0]?.message ?? 'The input is not valid.';
  if (isUnreachable(error instanceof DrizzleQueryError ? error.cause : error)) return 'PostgreSQL does not answer.';
  console.error('one of a batch:', error);
  return 'Something went wrong; the journal of the dashboard has it.';
}
