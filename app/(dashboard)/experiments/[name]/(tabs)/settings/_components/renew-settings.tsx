'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { isMoving } from '../../../../../../_data/experiment-state.ts';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { Experiment } from '../../../../../../_data/types.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../../../../_ui/dialog.tsx';

/** Changes what the platform itself made, after saying what that ends. */
export function RenewSettings({ experiment }: { experiment: Experiment }) {
  const { name, state } = experiment;
  const trpc = useTRPC();
  const router = useRouter();
  const [asked, setAsked] = useState(false);
  const renew = useMutation(
    trpc.experiments.renew.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const possible = (state === 'ready' || state === 'stopped') && !isMoving(experiment);
  return (
    <div className="flex items-center justify-between gap-4 rounded-panel border border-line bg-panel p-[18px] max-md:flex-col max-md:items-stretch">
      <p className="text-ink-2 text-small">
        Change them when somebody knows them who should not. Secrets that people set stay as they are.
      </p>
      <Button className="shrink-0" disabled={!possible} onClick={() => setAsked(true)}>
        Change passwords and tokens
      </Button>
      <ConfirmDialog
        open={asked}
        onOpenChange={(open) => {
          renew.reset();
          setAsked(open);
        }}
        title={`Change passwords and tokens of ${name}?`}
        description={
          <>
            Its database, repository and figures get new ones, and the old ones open nothing any more.{' '}
            {state === 'stopped'
              ? 'It stays stopped.'
              : 'Everything of it ends, and what ran of JupyterLab and code-server starts again: notebooks lose their kernels with what they have in memory, and open tabs have to be loaded again.'}
          </>
        }
        action="Change them"
        look="primary"
        busy={renew.isPending || renew.isSuccess}
        problem={renew.error?.message}
        onConfirm={() => renew.mutate({ name })}
      />
    </div>
  );
}
