'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { MembersView } from '../../../../../../_data/types.ts';
import { useSession } from '../../../../../../_shell/session.tsx';
import { Button } from '../../../../../../_ui/button.tsx';
import { ErrorState } from '../../../../../../_ui/error-state.tsx';
import { TableSkeleton } from '../../../../../../_ui/table-skeleton.tsx';
import { can, useExperiment } from '../../../_components/experiment-context.tsx';
import { AddMember } from './add-member.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

/** Who else may use the experiment, and as what. */
export function Sharing({ initial }: { initial: MembersView | undefined }) {
  const experiment = useExperiment();
  const { username } = useSession();
  const trpc = useTRPC();
  const [asked, setAsked] = useState<'transfer' | 'leave' | null>(null);
  const query = useQuery({
    ...trpc.members.list.queryOptions({ name: experiment.name }),
    ...(initial && { initialData: initial }),
  });
  if (!query.data) {
    if (!query.error) return <TableSkeleton rows={2} />;
    return (
      <ErrorState
        title="Who uses this experiment could not be loaded"
        action={<Button onClick={() => query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorState>
    );
  }
  const manages = can(experiment, 'manage');
  const member = query.data.members.some((each) => each.username === username);
  return (
    <>
      <div className="mb-3 flex min-h-[34px] flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-title">People</h2>
        <div className="flex gap-2">
          {member && <Button onClick={() => setAsked('leave')}>Leave</Button>}
          {manages && <Button onClick={() => setAsked('transfer')}>Transfer ownership</Button>}
        </div>
      </div>
      <MemberTable name={experiment.name} members={query.data} manages={manages} />
      {manages && <AddMember name={experiment.name} />}
      <RoleWords />
      <TransferDialog
        name={experiment.name}
        members={query.data}
        open={asked === 'transfer'}
        onOpenChange={(open) => setAsked(open ? 'transfer' : null)}
      />
      <LeaveDialog
        name={experiment.name}
        owner={query.data.owner.username}
        open={asked === 'leave'}
        onOpenChange={(open) => setAsked(open ? 'leave' : null)}
      />
    </>
  );
}

function RoleWords() {
  return (
    <dl className="mt-6 grid gap-x-10 gap-y-3 text-small md:grid-cols-3">
      <Role term="Viewer">
        Sees it with its figures, sizes and operations, and its logs where that is switched on. Opens nothing.
      </Role>
      <Role term="Operator">
        Starts, stops and opens it, with every file in it; pushes to its repository; reads its logs.
      </Role>
      <Role term="Owner">All of that, and limits, secrets, keys, snapshots, sharing, archiving and deleting.</Role>
    </dl>
  );
}

function Role({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className="font-medium">{term}</dt>
      <dd className="mt-0.5 text-ink-2">{children}</dd>
    </div>
  );
}
