'use client';

import { GitBranch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { gitOrigin } from '../../../../../_data/ports.ts';
import type { Experiment } from '../../../../../_data/types.ts';
import { CopyButton } from '../../../../../_ui/copy-button.tsx';
import { Fact, Facts, Mono, MonoLine, Panel } from '../../../../../_ui/panel.tsx';
import { Problem } from '../../../../../_ui/problem.tsx';
import { Time } from '../../../../../_ui/time.tsx';
import { Unknown } from '../../../../../_ui/unknown.tsx';
import { can } from '../../_components/experiment-context.tsx';

/** The experiment's repository, under the host that this page was opened with. */
export function RepositoryPanel({ experiment }: { experiment: Experiment }) {
  const { path, webPath, clonePath, lastCommit, problem } = experiment.repository;
  const opens = can(experiment, 'open');
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => setOrigin(gitOrigin(window.location)), []);
  const address = `${origin ?? 'http://…'}${clonePath}`;
  return (
    <Panel title="Repository" icon={GitBranch}>
      {problem && <Problem>{problem}</Problem>}
      <Facts>
        <Fact label="Name">
          {origin === null || !opens ? (
            <Mono>{path}</Mono>
          ) : (
            <a
              href={`${origin}${webPath}`}
              target="_blank"
              rel="noopener"
              className="underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-ink-2"
            >
              <Mono>{path}</Mono>
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
          )}
        </Fact>
        {opens && (
          <Fact label="Clone" action={<CopyButton text={`git clone ${address}`} label="Copy the clone command" />}>
            <MonoLine text={address.replace(/^https?:\/\//, '')} title={`git clone ${address}`} />
          </Fact>
        )}
        <Fact label="Last commit">
          {lastCommit ? (
            <>
              <Time at={lastCommit.at} /> · <Mono className="text-ink-2">{lastCommit.sha.slice(0, 7)}</Mono>
              <span className="text-ink-2"> {lastCommit.subject}</span>
            </>
          ) : (
            <Unknown />
          )}
        </Fact>
      </Facts>
    </Panel>
  );
}
