import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requireSession, serverCaller } from '../../server/trpc/server.ts';
import { load, requestedPath } from '../_data/load.ts';
import { atPort } from '../_data/ports.ts';
import { Shell } from '../_shell/shell.tsx';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await requireSession(await requestedPath());
  const caller = await serverCaller();
  const session = await load(caller.sessions.current());
  const host = (await headers()).get('host') ?? 'localhost';
  const git = atPort({ protocol: 'http:', hostname: host.replace(/:\d+$/, '') }, session.ports.git);
  return (
    <Shell session={session} gitAddress={`${git}/`}>
      {children}
    </Shell>
  );
}
