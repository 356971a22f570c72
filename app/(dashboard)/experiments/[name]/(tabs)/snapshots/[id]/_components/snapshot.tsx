'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { BUSY } from '../../../../../../../_data/live.ts';
import { useTRPC } from '../../../../../../../_data/trpc.ts';
import type { Archive, SnapshotFiles } from '../../../../../../../_data/types.ts';
import { Problem } from '../../../../../../../_ui/problem.tsx';
import { State } from '../../../../../../../_ui/state.tsx';
import { Time } from '../../../../../../../_ui/time.tsx';
import { can, useExperiment } from '../../../../_components/experiment-context.tsx';
import { madeBy, snapshotState } from '../../_components/snapshot-state.ts';
import { DeleteSnapshot } from './delete-snapshot.tsx';
import { DownloadPanel } from './download-panel.tsx';
import { FileBrowser } from './file-browser.tsx';
import { RecoverBar } from './recover-bar.tsx';
import { TablePanel } from './table-panel.tsx';

interface Props {
  initial: Archive;
  initialFiles: SnapshotFiles | undefined;
}

/** One snapshot: what is in it, to look at, to bring back and to download. */
export function Snapshot({ initial, initialFiles }: Props) {
  const experiment = useExperiment();
  const trpc = useTRPC();
  const { data: snapshot } = useQuery({
    ...trpc.archives.get.queryOptions({ id: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.state === 'complete' || state.data?.state === 'damaged' ? false : BUSY,
  });
  const [files, setFiles] = useState<ReadonlySet<string>>(new Set());
  const [tables, setTables] = useState<ReadonlySet<string>>(new Set());
  const { kind, word } = snapshotState(snapshot.state);
  const manages = can(experiment, 'manage');
  const complete = snapshot.state === 'complete';
  return (
    <>
      <Link
        href={`/experiments/${experiment.name}/snapshots`}
        className="mb-3 inline-flex items-center gap-1.5 text-ink-2 text-small transition-colors duration-150 hover:text-ink max-md:h-10"
      >
        <ArrowLeft aria-hidden className="size-4" />
        All snapshots
      </Link>
      <div className="mb-4 flex min-h-[34px] flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="font-semibold text-title">
            Snapshot, <Time at={snapshot.createdAt} />
          </h2>
          <State kind={kind}>{word}</State>
          <span className="text-ink-3 text-small">{madeBy(snapshot)}</span>
        </div>
        {manages && <DeleteSnapshot name={experiment.name} snapshot={snapshot} />}
      </div>
      {snapshot.problem && <Problem>{snapshot.problem}</Problem>}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        {complete && (
          <FileBrowser
            id={snapshot.id}
            initial={initialFiles}
            selected={files}
            onSelect={manages ? setFiles : undefined}
          />
        )}
        <div className="flex min-w-0 flex-col gap-4">
          {complete && (
            <TablePanel
              tables={snapshot.contents?.tables ?? []}
              selected={tables}
              onSelect={manages ? setTables : undefined}
            />
          )}
          <DownloadPanel snapshot={snapshot} />
        </div>
      </div>
      <RecoverBar
        id={snapshot.id}
        files={files}
        tables={tables}
        onClear={() => {
          setFiles(new Set());
          setTables(new Set());
        }}
      />
    </>
  );
}
