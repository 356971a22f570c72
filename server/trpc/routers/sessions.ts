import { z } from 'zod';
import { SESSION_COOKIE, writeCookie } from '../../auth/cookies.ts';
import { SESSION_SECONDS } from '../../auth/sessions.ts';
import { getPlatform } from '../../services/platform/get-platform.ts';
import { listSessions } from '../../services/sessions/list-sessions.ts';
import { logIn } from '../../services/sessions/log-in.ts';
import { removeSession } from '../../services/sessions/remove-session.ts';
import { openProcedure, procedure, router } from '../procedure.ts';

export const sessions = router({
  create: openProcedure
    .input(z.strictObject({ username: z.string().max(256), password: z.string().max(4096) }))
    .mutation(async ({ ctx, input }) => {
      const { token, username } = await logIn(ctx.db, { ...input, address: ctx.address, userAgent: ctx.userAgent });
      if (ctx.session) await removeOld(ctx.db, ctx.session);
      const options = { path: '/', secure: ctx.secure, maxAge: SESSION_SECONDS };
      ctx.answer?.append('set-cookie', writeCookie(SESSION_COOKIE, token, options));
      return { username };
    }),

  current: procedure('self').query(async ({ ctx }) => ({
    username: ctx.session.username,
    admin: ctx.session.admin,
    ...(await getPlatform()),
  })),

  list: procedure('self').query(({ ctx }) => listSessions(ctx.service)),

  remove: procedure('self')
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeSession(ctx.service, input)),

  removeCurrent: procedure('self').mutation(async ({ ctx }) => {
    await removeSession(ctx.service, { id: ctx.session.id });
    ctx.answer?.append('set-cookie', writeCookie(SESSION_COOKIE, '', { path: '/', secure: ctx.secure, maxAge: 0 }));
  }),
});

/** Logging in over a living session ends that one: its token must not outlive the change of person. */
function removeOld(
  db: Parameters<typeof logIn>[0],
  { username, admin, id }: { username: string; admin: boolean; id: string },
) {
  return removeSession({ db, actor: { kind: 'user', username, admin, sessionId: id } }, { id });
}
