'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Code, NotebookText } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Workspace } from '../../../../../../server/shared/names.ts';
import { workspaceState } from '../../../../../_data/experiment-state.ts';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { Experiment } from '../../../../../_data/types.ts';
import { WORKSPACE_NAMES } from '../../../../../_data/workspaces.ts';
import { Button, ButtonLink } from '../../../../../_ui/button.tsx';
import { LogLines } from '../../../../../_ui/log-lines.tsx';
import { State } from '../../../../../_ui/state.tsx';
import { Time } from '../../../../../_ui/time.tsx';
import { can } from '../../_components/experiment-context.tsx';

const ICONS = { lab: NotebookText, code: Code };

/** Whether a workspace runs and since when; starts, stops and restarts it, and shows what it wrote last when it did not start. */
export function WorkspacePanel({ experiment, workspace }: { experiment: Experiment; workspace: Workspace }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [failed, setFailed] = useState(false);
  const title = WORKSPACE_NAMES[workspace];
  const Icon = ICONS[workspace];
  const state = experiment[workspace];
  const since = workspace === 'lab' ? experiment.labSince : experiment.codeSince;
  const target = { name: experiment.name, workspace };
  const onSettled = () =>
    queryClient.invalidateQueries({ queryKey: trpc.experiments.get.queryKey({ name: target.name }) });
  const start = useMutation(
    trpc.workspaces.start.mutationOptions({
      onSettled,
      onError: (error) => {
        toast.error(error.message);
        setFailed(true);
      },
      onSuccess: () => setFailed(false),
    }),
  );
  const stop = useMutation(
    trpc.workspaces.stop.mutationOptions({ onSettled, onError: (error) => toast.error(error.message) }),
  );
  const restart = useMutation(
    trpc.workspaces.restart.mutationOptions({ onSettled, onError: (error) => toast.error(error.message) }),
  );
  const { kind, word } = workspaceState(start.isPending || restart.isPending ? 'starting' : state);
  const running = (state === 'running' || state === 'starting') && !start.isPending;
  const readsLogs = can(experiment, 'logs');
  return (
    <section aria-label={title} className="min-w-0 self-start rounded-panel border border-line bg-panel px-[18px] py-3">
      <div className="flex min-h-[34px] items-center gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
          <h2 className="flex items-center gap-2 font-medium text-ink-2 text-small">
            <Icon aria-hidden className="size-4" />
            {title}
          </h2>
          <State kind={kind}>
            {word}
            {state === 'running' && since && (
              <span className="text-ink-3">
                started <Time at={since} />
              </span>
            )}
          </State>
        </div>
        <div className="ml-auto flex shrink-0 gap-1">
          {readsLogs && (
            <ButtonLink
              size="table"
              look="quiet"
              className="max-md:h-10"
              href={`/experiments/${experiment.name}/logs?source=${workspace}`}
              aria-label={`Log of ${title}`}
            >
              Log
            </ButtonLink>
          )}
          {can(experiment, 'operate') &&
            (running ? (
              <>
                <Button
                  size="table"
                  look="quiet"
                  className="max-md:h-10"
                  aria-label={`Restart ${title}`}
                  busy={restart.isPending}
                  onClick={() => restart.mutate(target)}
                >
                  Restart
                </Button>
                <Button
                  size="table"
                  className="max-md:h-10"
                  aria-label={`Stop ${title}`}
                  busy={stop.isPending}
                  onClick={() => stop.mutate(target)}
                >
                  Stop
                </Button>
              </>
            ) : (
              <Button
                size="table"
                className="max-md:h-10"
                aria-label={`Start ${title}`}
                busy={start.isPending}
                onClick={() => start.mutate(target)}
              >
                Start
              </Button>
            ))}
        </div>
      </div>
      {failed && readsLogs && <WorkspaceLog {...target} />}
    </section>
  );
}

function WorkspaceLog({ name, workspace }: { name: string; workspace: Workspace }) {
  const trpc = useTRPC();
  const input = { name, source: workspace, lines: 100 };
  const log = useQuery(trpc.experiments.logs.queryOptions(input, { refetchInterval: 5000 }));
  if (log.error) return <p className="pt-2 text-bad text-small">{log.error.message}</p>;
  if (!log.data) return <p className="pt-2 text-ink-3 text-small">Reading the journal</p>;
  if (log.data.lines.length === 0)
    return <p className="pt-2 text-ink-2 text-small">It has not written anything yet.</p>;
  const lines = log.data.lines.map(({ text }) => text);
  return <LogLines lines={lines} label={`Log of ${WORKSPACE_NAMES[workspace]}`} className="mt-2 mb-1.5" />;
}
