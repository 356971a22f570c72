'use client';

import { useEffect, useState } from 'react';
import { fullDate, relativeTime } from '../_data/format.ts';

/** How long ago something was, kept up to date, with the full date on hover. */
export function Time({ at }: { at: string }) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  // The server's clock and time zone are not the browser's: the title waits for the browser, the text may differ.
  return (
    <time dateTime={at} title={now === null ? undefined : fullDate(at)} suppressHydrationWarning>
      {relativeTime(at, now ?? Date.now())}
    </time>
  );
}
