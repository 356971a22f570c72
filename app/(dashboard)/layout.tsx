import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requireSession, serverCaller } from '../../server/trpc/server.ts';
import { load, requestedPath } from '../_data/load.ts';
import { gitOrigin } from '../_data/ports.ts';
import { Shell } from '../_shell/shell.tsx';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await requireSession(await requestedPath());
  const caller = await serverCaller();
  const session = await load(caller.sessions.current());
  const asked = await headers();
  const scheme = asked.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const address = `${scheme}://${asked.get('host') ?? 'localhost'}`;
  const git = gitOrigin(new URL(URL.canParse(address) ? address : 'http://localhost'));
  return (
    <Shell session={session} gitAddress={`${git}/`}>
      {children}
    </Shell>
  );
}
