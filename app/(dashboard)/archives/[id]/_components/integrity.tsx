'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Archive } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Panel } from '../../../../_ui/panel.tsx';
import { State } from '../../../../_ui/state.tsx';
import { Time } from '../../../../_ui/time.tsx';

/** When the files were last read back and compared, and doing so now. */
export function Integrity({ archive, manages }: { archive: Archive; manages: boolean }) {
  const { id, state, verifiedAt } = archive;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const verify = useMutation(
    trpc.archives.verify.mutationOptions({
      onSuccess: (compared) => {
        queryClient.setQueryData(trpc.archives.get.queryKey({ id }), compared);
        queryClient.invalidateQueries({ queryKey: trpc.archives.list.queryKey() });
        if (compared.state === 'complete') toast.success('Every file is what it was when it was written.');
      },
    }),
  );
  const written = state === 'complete' || state === 'damaged';
  return (
    <Panel title="Are the files as they were?" icon={ShieldCheck}>
      <div className="mb-1">
        {state === 'complete' && <State kind="ok">Yes, by SHA-256</State>}
        {state === 'damaged' && <State kind="bad">No</State>}
        {state === 'writing' && <State kind="busy">They are being written</State>}
        {state === 'removing' && <State kind="busy">They are being deleted</State>}
      </div>
      <p className="text-ink-2 text-small">
        {verifiedAt ? (
          <>
            Read back and compared with the manifest <Time at={verifiedAt} />.
          </>
        ) : (
          'Not compared yet.'
        )}
      </p>
      {verify.error && (
        <p role="alert" className="mt-2 break-words text-bad text-small">
          {verify.error.message}
        </p>
      )}
      {manages && written && (
        <div className="mt-4 flex items-center gap-3 max-md:flex-col max-md:items-stretch">
          <Button busy={verify.isPending} onClick={() => verify.mutate({ id })}>
            {verify.isPending ? 'Comparing' : 'Compare now'}
          </Button>
          {verify.isPending && (
            <span className="text-ink-3 text-small">It reads every byte; a large archive takes minutes.</span>
          )}
        </div>
      )}
    </Panel>
  );
}
