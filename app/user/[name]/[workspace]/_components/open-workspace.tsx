'use client';

import type { Workspace } from '../../../../../server/shared/names.ts';
import { WORKSPACE_NAMES } from '../../../../_data/workspaces.ts';
import { PlainPage } from '../../../../_shell/plain-page.tsx';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { Elapsed } from './elapsed.tsx';
import { useOpenWorkspace } from './use-open-workspace.ts';

interface Props {
  name: string;
  workspace: Workspace;
  /** Where to go inside of the workspace. */
  to: string | undefined;
}

/** Shows nothing for a moment, then that the workspace starts and for how long, then why it did not. */
export function OpenWorkspace(props: Props) {
  const { name, workspace } = props;
  const title = WORKSPACE_NAMES[workspace];
  const { phase, error, tryAgain } = useOpenWorkspace(props);
  if (error) {
    return (
      <main className="mx-auto max-w-[720px] px-4 py-10 md:pt-[14vh]">
        <h1 className="mb-4 font-semibold text-heading tracking-[-0.02em]">{title} did not open</h1>
        <ErrorState title={name} log={error.data?.log ?? []}>
          {error.message}
        </ErrorState>
        <div className="mt-4 flex gap-3 max-md:flex-col">
          <Button look="primary" onClick={tryAgain}>
            Try again
          </Button>
          <ButtonLink href={`/experiments/${name}`}>Show the experiment</ButtonLink>
        </div>
      </main>
    );
  }
  return (
    <div className="appear-after-800">
      <PlainPage
        title={phase === 'starting' ? `Starting ${title}` : `Opening ${title}`}
        description={`${name} · a first start takes a few seconds`}
      >
        <div role="status" className="flex items-center justify-center gap-3 text-ink-2">
          <span
            aria-hidden
            className="size-[18px] animate-turn rounded-full border-[1.5px] border-busy border-r-transparent"
          />
          <span>
            {phase === 'starting' ? 'Waiting for its first answer' : 'Handing over'}, <Elapsed />
          </span>
        </div>
      </PlainPage>
    </div>
  );
}
