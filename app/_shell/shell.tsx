'use client';

import { type ReactNode, useState } from 'react';
import type { CurrentSession } from '../_data/types.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { SessionProvider } from './session.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** What stands around every page: the rail, on a phone the bar, the palette and the keys. */
export function Shell({
  session,
  gitAddress,
  children,
}: {
  session: CurrentSession;
  gitAddress: string;
  children: ReactNode;
}) {
  const [searching, setSearching] = useState(false);
  useShortcuts(() => setSearching(true));
  return (
    <SessionProvider session={session}>
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-ink px-3 py-2 text-page focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
        <Rail session={session} gitAddress={gitAddress} onSearch={() => setSearching(true)} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 max-w-[1312px] px-4 pt-4 pb-24 outline-none md:px-9 md:pt-7 md:pb-12"
        >
          {children}
        </main>
      </div>
      <BottomBar gitAddress={gitAddress} onSearch={() => setSearching(true)} />
      <Palette open={searching} onOpenChange={setSearching} gitAddress={gitAddress} />
    </SessionProvider>
  );
}
