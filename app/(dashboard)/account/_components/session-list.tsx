'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';
import type { Session } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { type Column, DataTable } from '../../../_ui/data-table.tsx';
import { ErrorState } from '../../../_ui/error-state.tsx';
import { State } from '../../../_ui/state.tsx';
import { TableSkeleton } from '../../../_ui/table-skeleton.tsx';
import { Time } from '../../../_ui/time.tsx';
import { describeBrowser } from './describe-browser.ts';

/** The person's own sessions; any but this one can be ended here. */
export function SessionList({ initial }: { initial: Session[] | undefined }) {
  const trpc = useTRPC();
  const list = useQuery({ ...trpc.sessions.list.queryOptions(), ...(initial && { initialData: initial }) });
  if (!list.data) {
    if (!list.error) return <TableSkeleton rows={2} />;
    return (
      <ErrorState
        title="The sessions could not be loaded"
        action={<Button onClick={() => list.refetch()}>Try again</Button>}
      >
        {list.error.message}
      </ErrorState>
    );
  }
  return <DataTable caption="Your sessions" columns={COLUMNS} rows={list.data} rowKey={(session) => session.id} />;
}

const COLUMNS: readonly Column<Session>[] = [
  {
    key: 'browser',
    header: 'Browser',
    className: '@max-[620px]:w-[58%] @max-[620px]:max-w-0',
    cell: ({ userAgent, address }) => (
      <span title={userAgent}>
        <span className="block truncate font-medium">{describeBrowser(userAgent)}</span>
        <span className="block truncate text-ink-3 text-label">{address}</span>
      </span>
    ),
  },
  {
    key: 'end',
    header: 'Session',
    cell: (session) => (session.current ? <State kind="ok">This one</State> : <EndSession session={session} />),
  },
  {
    key: 'created',
    header: 'Logged in',
    from: 'md',
    cellClassName: 'text-ink-2',
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  {
    key: 'seen',
    header: 'Last used',
    align: 'right',
    from: 'md',
    cellClassName: 'text-ink-2',
    cell: ({ lastSeenAt }) => <Time at={lastSeenAt} />,
  },
];

function EndSession({ session }: { session: Session }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const browser = describeBrowser(session.userAgent);
  const end = useMutation(
    trpc.sessions.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.list.queryKey() });
        toast.success(`The session in ${browser} has ended.`);
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <Button
      size="table"
      className="max-md:h-10"
      busy={end.isPending}
      aria-label={`End the session in ${browser} from ${session.address}`}
      onClick={() => end.mutate({ id: session.id })}
    >
      End
    </Button>
  );
}
