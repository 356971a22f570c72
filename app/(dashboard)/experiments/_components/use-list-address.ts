'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type ListQuery, readAddress, writeAddress } from './list-address.ts';

/**
 * What the list shows lives in the address, so that the back button, a reload and a link to a colleague show the same.
 * Written through the History API: Next follows it without asking the server for a page.
 */
export function useListAddress() {
  const parameters = useSearchParams();
  const query = useMemo(() => readAddress(parameters), [parameters]);
  const to = (change: Partial<ListQuery>) => writeAddress({ ...query, page: 1, ...change });
  return {
    query,
    /** A step that the back button takes back. */
    go: (change: Partial<ListQuery>) => window.history.pushState(null, '', to(change)),
    /** While a text is typed: no step for each letter. */
    adjust: (change: Partial<ListQuery>) => window.history.replaceState(null, '', to(change)),
  };
}
