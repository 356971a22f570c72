'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isExperimentName, NAME_RULE } from '../../server/shared/names.ts';
import { useTRPC } from './trpc.ts';

export type NameCheck = { state: 'empty' | 'checking' | 'free' | 'unknown' } | { state: 'refused'; reason: string };

/** Tells while a name is typed whether an experiment may have it. The creation itself checks again. */
export function useNameCheck(name: string): NameCheck {
  const trpc = useTRPC();
  const [settled, setSettled] = useState(name);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), 250);
    return () => clearTimeout(timer);
  }, [name]);
  const wellFormed = isExperimentName(name);
  const check = useQuery(
    trpc.experiments.checkName.queryOptions(
      { name: settled },
      { enabled: wellFormed && settled === name, staleTime: 0 },
    ),
  );
  if (name === '') return { state: 'empty' };
  if (!wellFormed) return { state: 'refused', reason: NAME_RULE };
  if (settled !== name || check.isFetching) return { state: 'checking' };
  if (check.error || !check.data) return { state: 'unknown' };
  if (check.data.available) return { state: 'free' };
  return { state: 'refused', reason: check.data.reason ?? 'This name is taken. Choose another one.' };
}
