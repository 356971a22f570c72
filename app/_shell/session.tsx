'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { CurrentSession } from '../_data/types.ts';

const Context = createContext<CurrentSession | null>(null);

export function SessionProvider({ session, children }: { session: CurrentSession; children: ReactNode }) {
  return <Context value={session}>{children}</Context>;
}

/** Who is logged in, and which machine this is. Only below the shell. */
export function useSession(): CurrentSession {
  const session = useContext(Context);
  if (!session) throw new Error('useSession is used outside of the shell');
  return session;
}
