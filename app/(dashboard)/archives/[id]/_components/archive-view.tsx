'use client';

import { useQuery } from '@tanstack/react-query';
import { archiveState, keptAt } from '../../../../_data/archive-state.ts';
import { bytes } from '../../../../_data/format.ts';
import { BUSY, LIVE } from '../../../../_data/live.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Archive } from '../../../../_data/types.ts';
import { useSession } from '../../../../_shell/session.tsx';
import { ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { StaleNotice } from '../../../../_ui/stale-notice.tsx';
import { State } from '../../../../_ui/state.tsx';
import { Time } from '../../../../_ui/time.tsx';
import { ArchiveActions } from './archive-actions.tsx';
import { ArchiveContents } from './archive-contents.tsx';
import { ArchiveFiles } from './archive-files.tsx';
import { Integrity } from './integrity.tsx';

const PARENT = { href: '/archives', label: 'Archives' };

/** One archive: what is in it, whether its files are still as they were written, and the way back to an experiment. */
export function ArchiveView({ initial }: { initial: Archive }) {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery({
    ...trpc.archives.get.queryOptions({ id: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.state === 'writing' || state.data?.state === 'removing' ? BUSY : LIVE * 6,
  });
  const archive = query.data;
  if (query.error?.data?.code === 'NOT_FOUND') return <Gone archive={initial} />;
  // Only the owner and an administrator manage; the server decides again.
  const manages = session.admin || archive.owner === session.username;
  const { kind, word } = archiveState(archive);
  const snapshot = archive.kind === 'snapshot';
  return (
    <>
      <PageHeader
        parent={snapshot ? { href: `/experiments/${archive.experimentName}`, label: archive.experimentName } : PARENT}
        title={snapshot ? `Snapshot of ${archive.experimentName}` : archive.experimentName}
        state={<State kind={kind}>{word}</State>}
        description={
          <>
            {snapshot ? 'Taken' : 'Archived'} by {archive.createdBy} <Time at={archive.createdAt} />
            {archive.bytes !== null && ` · ${bytes(archive.bytes)}`} · kept {keptAt(archive)} · owner {archive.owner}
          </>
        }
        {...(manages && { actions: <ArchiveActions archive={archive} /> })}
      />
      {query.error && <StaleNotice since={query.dataUpdatedAt} />}
      {archive.state === 'damaged' && (
        <div className="mb-4">
          <ErrorState title="The files of this archive are not what they were">
            {archive.problem ?? 'They differ from the manifest that was written with them.'} Restoring refuses damaged
            files. When you have a copy of the folder elsewhere, put it back in place and compare again.
          </ErrorState>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ArchiveContents archive={archive} />
        <Integrity archive={archive} manages={manages} />
      </div>
      <ArchiveFiles archive={archive} downloads={manages} />
    </>
  );
}

function Gone({ archive: { experimentName } }: { archive: Archive }) {
  return (
    <>
      <PageHeader parent={PARENT} title={experimentName} />
      <ErrorState
        title="This archive does not exist any more"
        action={<ButtonLink href="/activity">Activity</ButtonLink>}
      >
        It was deleted while this page was open. The activity says when and by whom.
      </ErrorState>
    </>
  );
}
