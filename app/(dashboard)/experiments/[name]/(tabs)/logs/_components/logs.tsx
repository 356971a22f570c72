'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { LogLine } from '../../../../../../_data/types.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { cx } from '../../../../../../_ui/class-names.ts';
import { EmptyState } from '../../../../../../_ui/empty-state.tsx';
import { ErrorState } from '../../../../../../_ui/error-state.tsx';
import { FilterTabs } from '../../../../../../_ui/filter-tabs.tsx';
import { Skeleton } from '../../../../../../_ui/skeleton.tsx';
import { StaleNotice } from '../../../../../../_ui/stale-notice.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';
import { useExperiment } from '../../../_components/experiment-context.tsx';
import { LOG_LINES, type LogSource, SOURCES } from './log-source.ts';
import { LogView } from './log-view.tsx';

type Level = 'all' | 'warning' | 'error';

/** How often new lines are asked for while one follows. */
const FOLLOW_MS = 3000;

/** What JupyterLab, code-server and the experiment's own programs wrote, newest at the end. */
export function Logs({ source, initial }: { source: LogSource; initial: { lines: LogLine[] } | undefined }) {
  const { name } = useExperiment();
  const trpc = useTRPC();
  const [level, setLevel] = useState<Level>('all');
  const [follow, setFollow] = useState(true);
  const query = useQuery({
    ...trpc.experiments.logs.queryOptions({ name, source, lines: LOG_LINES }),
    ...(initial && { initialData: initial }),
    refetchInterval: follow ? FOLLOW_MS : false,
  });
  const lines = query.data?.lines ?? [];
  const count = (wanted: Level) => lines.filter((line) => holds(line, wanted)).length;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <SourceLinks name={name} source={source} />
        <div className="flex items-center gap-2.5 text-small">
          <span id="follow" className="text-ink-2">
            Follow
          </span>
          <Switch labelledBy="follow" checked={follow} onChange={setFollow} />
        </div>
      </div>
      {query.data && query.error && <StaleNotice since={query.dataUpdatedAt} />}
      {!query.data && query.error && (
        <ErrorState
          title="The log could not be read"
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorState>
      )}
      {!query.data && !query.error && <Skeleton className="h-[420px] w-full" />}
      {query.data && lines.length === 0 && <NoLines source={source} />}
      {lines.length > 0 && (
        <>
          <FilterTabs
            label="Which lines"
            selected={level}
            onSelect={setLevel}
            tabs={[
              { key: 'all', label: 'All lines', count: lines.length },
              { key: 'warning', label: 'Warnings and errors', count: count('warning') },
              { key: 'error', label: 'Errors', count: count('error') },
            ]}
          />
          <LogView
            lines={lines.filter((line) => holds(line, level))}
            follow={follow}
            onLeaveEnd={() => setFollow(false)}
          />
        </>
      )}
    </>
  );
}

function holds(line: LogLine, level: Level): boolean {
  return level === 'all' || line.level === 'error' || (level === 'warning' && line.level === 'warning');
}

function SourceLinks({ name, source }: { name: string; source: LogSource }) {
  return (
    <nav aria-label="Whose log" className="flex gap-0.5 rounded-control border border-line bg-panel p-0.5">
      {SOURCES.map((each) => (
        <Link
          key={each.source}
          href={`/experiments/${name}/logs?source=${each.source}`}
          replace
          scroll={false}
          aria-current={each.source === source ? 'page' : undefined}
          className={cx(
            'flex h-7 items-center rounded-[4px] px-2.5 text-small transition-colors duration-150 max-md:h-10',
            each.source === source ? 'bg-hover font-medium text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          {each.label}
        </Link>
      ))}
    </nav>
  );
}

function NoLines({ source }: { source: LogSource }) {
  if (source !== 'posted') {
    return (
      <EmptyState icon={ScrollText} title="Nothing written yet">
        It writes as soon as it starts. Lines appear here by themselves.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ScrollText} title="Nothing posted yet">
      Programs inside the experiment post lines to the address in{' '}
      <code className="font-mono text-[12.5px]">$LOG_URL</code>, one at a time; they stand here a moment later.
    </EmptyState>
  );
}
