'use client';

import { useEffect, useState } from 'react';

/** Seconds since this was first shown. Not announced: a screen reader hears the sentence around it once. */
export function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const since = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - since) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <span aria-hidden className="inline-block min-w-[3ch] tabular-nums">
      {seconds} s
    </span>
  );
}
