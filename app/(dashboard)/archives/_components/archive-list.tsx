'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Archive as ArchiveIcon } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { BUSY, LIVE } from '../../../_data/live.ts';
import { useTRPC, useTRPCClient } from '../../../_data/trpc.ts';
import type { ArchivePage } from '../../../_data/types.ts';
import { Button, ButtonLink } from '../../../_ui/button.tsx';
import { DataTable } from '../../../_ui/data-table.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ErrorState } from '../../../_ui/error-state.tsx';
import { FilterInput } from '../../../_ui/filter-input.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { ShowEarlier } from '../../../_ui/show-earlier.tsx';
import { StaleNotice } from '../../../_ui/stale-notice.tsx';
import { TableSkeleton } from '../../../_ui/table-skeleton.tsx';
import { ARCHIVE_COLUMNS } from './archive-columns.tsx';

interface Props {
  initial: { search: string; page: ArchivePage } | undefined;
}

/** Archives, newest first; the server searches, and more are loaded when asked for. */
export function ArchiveList({ initial }: Props) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const search = (useSearchParams().get('search') ?? '').trim().slice(0, 80);
  const list = useInfiniteQuery({
    queryKey: [...trpc.archives.list.queryKey(), 'pages', search],
    queryFn: ({ pageParam }) =>
      client.archives.list.query({ search, ...(pageParam !== null && { before: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    ...(initial?.search === search && { initialData: { pages: [initial.page], pageParams: [null] } }),
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isMoving)) ? BUSY : LIVE * 3),
  });
  if (!list.data) {
    return (
      <>
        <Header />
        {list.error ? (
          <ErrorState
            title="The archives could not be loaded"
            action={<Button onClick={() => list.refetch()}>Try again</Button>}
          >
            {list.error.message}
          </ErrorState>
        ) : (
          <TableSkeleton />
        )}
      </>
    );
  }
  const archives = list.data.pages.flatMap((page) => page.items);
  if (archives.length === 0 && search === '' && !list.isPlaceholderData) {
    return (
      <>
        <Header />
        <EmptyState
          icon={ArchiveIcon}
          title="No archives yet"
          action={<ButtonLink href="/experiments">Experiments</ButtonLink>}
        >
          Archiving packs an experiment’s home, database, repository, secrets and settings, reads all of it back, and
          then takes it off this machine. It can be restored under the same name or another.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <Header search={search} />
      {list.error && <StaleNotice since={list.dataUpdatedAt} />}
      <DataTable
        caption="Archives, newest first"
        columns={ARCHIVE_COLUMNS}
        rows={archives}
        rowKey={(archive) => archive.id}
        rowHref={(archive) => `/archives/${archive.id}`}
        waiting={list.isPlaceholderData}
        none={
          <>
            <p className="break-words">No archive here is of an experiment with “{search}” in its name or its owner.</p>
            <Button size="table" className="mt-3 max-md:h-10" onClick={() => writeSearch('')}>
              Clear the search
            </Button>
          </>
        }
      />
      <ShowEarlier list={list} />
    </>
  );
}

function Header({ search }: { search?: string }) {
  return (
    <PageHeader
      title="Archives"
      description="Experiments that were taken off this machine, complete and checked."
      {...(search !== undefined && {
        actions: (
          <FilterInput
            label="Search by name or owner"
            placeholder="Search name or owner"
            value={search}
            onChange={writeSearch}
          />
        ),
      })}
    />
  );
}

function writeSearch(search: string): void {
  const to = search === '' ? '/archives' : `/archives?search=${encodeURIComponent(search)}`;
  window.history.replaceState(null, '', to);
}

function isMoving({ state }: ArchivePage['items'][number]): boolean {
  return state === 'writing' || state === 'removing';
}
