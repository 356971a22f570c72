import { hostname } from 'node:os';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { localPath } from '../../server/shared/local-path.ts';
import { serverCaller } from '../../server/trpc/server.ts';
import { loadIfThere } from '../_data/load.ts';
import { PlainPage } from '../_shell/plain-page.tsx';
import { LogInForm } from './_components/log-in-form.tsx';

export const metadata: Metadata = { title: 'Log in' };

export default async function LogInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const target = targetOf(typeof next === 'string' ? next : undefined);
  const caller = await serverCaller();
  if (await loadIfThere(caller.sessions.current())) redirect(target);
  return (
    <PlainPage title={`Log in to ${hostname()}`} description="With your account on this machine, as for SSH">
      <LogInForm next={target} />
      <p className="mt-4 text-center text-ink-3 text-label">Homelab PaaS · no data leaves this network</p>
    </PlainPage>
  );
}

/** `next` comes from the address bar: only a path of this origin is followed, and never back to here. */
function targetOf(next: string | undefined): string {
  const path = localPath(next);
  return path === null || /^\/login(?:[?/]|$)/.test(path) ? '/experiments' : path;
}
