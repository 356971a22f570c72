import { randomUUID } from 'node:crypto';
import { initTRPC, type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server';
import { DrizzleQueryError } from 'drizzle-orm';
import { ZodError } from 'zod';
import type { Context } from '../services/context.ts';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import { isUnreachable } from '../system/postgres/connection.ts';
import type { TrpcContext } from './context.ts';
import type { Right } from './rights.ts';

const CODES: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  missing: 'NOT_FOUND',
  conflict: 'CONFLICT',
  limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
};

const t = initTRPC
  .context<TrpcContext>()
  .meta<{ needs: Right }>()
  .create({
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error }) {
      const log = error.cause instanceof AppError ? error.cause.log : [];
      return { ...shape, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, log } };
    },
  });

export const { router, createCallerFactory } = t;

/** Turns what a verb throws into what a browser may see; an unknown error keeps its inside in the journal. */
const mapErrors = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause ?? result.error;
  if (cause instanceof AppError) throw new TRPCError({ code: CODES[cause.code], message: cause.message, cause });
  if (cause instanceof ZodError) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: cause.issues[0]?.message ?? 'The input is not valid.' });
  }
  if (cause instanceof TRPCError) throw cause;
  if (isUnreachable(cause instanceof DrizzleQueryError ? cause.cause : cause)) {
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'PostgreSQL does not answer. Try again in a minute.' });
  }
  const request = randomUUID().slice(0, 8);
  console.error(`request ${request}, ${path}:`, cause);
  throw new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message: `Something went wrong. The journal of the dashboard has it under ${request}.`,
  });
});

const base = t.procedure.use(mapErrors);

/** A procedure for anybody on the network: logging in, and nothing else. */
export const openProcedure = base.meta({ needs: 'none' });

/** A procedure for a logged-in person, who reaches its verb as `ctx.service`. `needs` says what the verb checks. */
export function procedure(needs: Exclude<Right, 'none'>) {
  return base.meta({ needs }).use(({ ctx, next }) => {
    const { session } = ctx;
    if (!session) throw new AppError('unauthenticated', 'Log in first.');
    const { username, admin, id } = session;
    if (needs === 'admin' && !admin) throw new AppError('forbidden', 'Only an administrator can do this.');
    const service: Context = { db: ctx.db, actor: { kind: 'user', username, admin, sessionId: id } };
    return next({ ctx: { ...ctx, session, service } });
  });
}
