'use client';

import { TRPCClientError } from '@trpc/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Workspace } from '../../../../../server/shared/names.ts';
import type { AppRouter } from '../../../../../server/trpc/router.ts';
import { workspaceOrigin } from '../../../../_data/ports.ts';
import { useTRPCClient } from '../../../../_data/trpc.ts';
import type { ApiError } from '../../../../_data/types.ts';

interface Target {
  name: string;
  workspace: Workspace;
  to: string | undefined;
}

/** Starts the workspace, gets a ticket and leaves for the workspaces' origin, without an entry of its own in the history. */
export function useOpenWorkspace({ name, workspace, to }: Target) {
  const client = useTRPCClient();
  const [phase, setPhase] = useState<'starting' | 'entering'>('starting');
  const [error, setError] = useState<Pick<ApiError, 'message' | 'data'> | null>(null);
  const begun = useRef(false);

  const open = useCallback(async () => {
    setError(null);
    setPhase('starting');
    try {
      await client.workspaces.start.mutate({ name, workspace });
      setPhase('entering');
      const { path } = await client.workspaces.enter.mutate({ name, workspace, ...(to !== undefined && { to }) });
      window.location.replace(workspaceOrigin(window.location) + path);
    } catch (cause) {
      setError(describe(cause));
    }
  }, [client, name, workspace, to]);

  useEffect(() => {
    if (begun.current) return; // a ticket is good for one use: one attempt each time the page is opened
    begun.current = true;
    void open();
  }, [open]);

  return { phase, error, tryAgain: open };
}

function describe(cause: unknown): Pick<ApiError, 'message' | 'data'> {
  if (cause instanceof TRPCClientError) {
    const { message, data } = cause as TRPCClientError<AppRouter>;
    if (data) return { message, data };
  }
  return { message: 'The dashboard does not answer. Check the network and try again.', data: undefined };
}
