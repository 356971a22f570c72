import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createContext } from './context.ts';
import { createCaller } from './router.ts';

const requestContext = cache(async () => createContext(await headers(), null));

/** A caller of the API with the session of the request that is being rendered. */
export async function serverCaller() {
  return createCaller(await requestContext());
}

/** The session of this request. Without one the browser goes to the log-in page and comes back to `next` afterwards. */
export async function requireSession(next: string): Promise<{ username: string; admin: boolean }> {
  const { session } = await requestContext();
  if (!session) redirect(`/login?next=${encodeURIComponent(next)}`);
  return { username: session.username, admin: session.admin };
}
