'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { toast } from 'sonner';
import { isMoving } from '../../../../../../_data/experiment-state.ts';
import { bytes } from '../../../../../../_data/format.ts';
import { BUSY, LIVE } from '../../../../../../_data/live.ts';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { SnapshotsView } from '../../../../../../_data/types.ts';
import { untilWhen } from '../../../../../../_data/until-when.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { DataTable } from '../../../../../../_ui/data-table.tsx';
import { EmptyState } from '../../../../../../_ui/empty-state.tsx';
import { PartQuery } from '../../../../../../_ui/part-query.tsx';
import { can, useExperiment } from '../../../_components/experiment-context.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { SNAPSHOT_COLUMNS } from './snapshot-columns.tsx';

/** Copies of database and home at a moment, and when they are made by themselves. */
export function Snapshots({ initial }: { initial: SnapshotsView | undefined }) {
  const experiment = useExperiment();
  const { name } = experiment;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery({
    ...trpc.snapshots.list.queryOptions({ name }),
    ...(initial && { initialData: initial }),
    refetchInterval: ({ state }) =>
      isMoving(experiment) || state.data?.snapshots.some((each) => each.state === 'writing') ? BUSY : LIVE,
  });
  const make = useMutation(
    trpc.snapshots.create.mutationOptions({
      onSuccess: () => toast.success('A snapshot is being made.'),
      onError: (error) => toast.error(error.message),
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.snapshots.list.queryKey({ name }) }),
          queryClient.invalidateQueries({ queryKey: trpc.experiments.get.queryKey({ name }) }),
        ]),
    }),
  );
  const manages = can(experiment, 'manage');
  const makeNow = manages && (
    <Button
      look={query.data?.snapshots.length === 0 ? 'primary' : 'secondary'}
      busy={make.isPending}
      disabled={isMoving(experiment)}
      className="max-md:w-full"
      onClick={() => make.mutate({ name })}
    >
      {!make.isPending && <Camera aria-hidden />}
      Make one now
    </Button>
  );
  return (
    <PartQuery query={query} title="The snapshots could not be loaded" height="h-64">
      {(view) => (
        <>
          {view.snapshots.length === 0 ? (
            <EmptyState icon={Camera} title="No snapshots yet" action={makeNow}>
              A snapshot keeps the home and the database as they are at a moment, while everything goes on running.
              Single files and tables can be brought back from it.
            </EmptyState>
          ) : (
            <>
              <div className="mb-3 flex min-h-[34px] flex-wrap items-center justify-between gap-3">
                <p className="text-ink-2" suppressHydrationWarning>
                  {summary(view)}
                </p>
                {makeNow}
              </div>
              <DataTable
                caption={`Snapshots of ${name}`}
                columns={SNAPSHOT_COLUMNS}
                rows={view.snapshots}
                rowKey={(snapshot) => snapshot.id}
                rowHref={(snapshot) => `/experiments/${name}/snapshots/${snapshot.id}`}
              />
            </>
          )}
          {manages && <ScheduleForm name={name} schedule={view.schedule} />}
        </>
      )}
    </PartQuery>
  );
}

function summary({ snapshots, bytes: size, nextAt }: SnapshotsView): string {
  const many = snapshots.length === 1 ? '1 snapshot' : `${snapshots.length} snapshots`;
  return `${many}, ${bytes(size)}. ${nextAt ? `The next is made ${onWhen(nextAt)}.` : 'None is made by itself.'}`;
}

function onWhen(at: string): string {
  const when = untilWhen(at);
  return when.includes(',') ? when : `at ${when}`;
}
