'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { isFinished } from '../../../../_data/experiment-state.ts';
import type { Operation } from '../../../../_data/types.ts';

/** Long enough to see the last step get its tick. */
const PAUSE_MS = 1200;

/**
 * Goes on to `href` when an operation succeeds under the person's eyes. One that was finished before the page opened
 * stays, and so does one without a state (it is one of several), and the page when the person presses or types something meanwhile.
 */
export function useAdvance(state: Operation['state'] | null, href: string): boolean {
  const router = useRouter();
  const seenRunning = useRef(state !== null && !isFinished(state));
  const [stayed, setStayed] = useState(false);
  const advancing = state === 'succeeded' && seenRunning.current && !stayed;
  useEffect(() => {
    if (!advancing) return;
    router.prefetch(href);
    const stay = () => setStayed(true);
    const timer = setTimeout(() => router.push(href), PAUSE_MS);
    document.addEventListener('keydown', stay);
    document.addEventListener('pointerdown', stay);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', stay);
      document.removeEventListener('pointerdown', stay);
    };
  }, [advancing, href, router]);
  return advancing;
}
