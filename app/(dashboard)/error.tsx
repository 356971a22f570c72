'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Button } from '../_ui/button.tsx';
import { ErrorState } from '../_ui/error-state.tsx';
import { PageHeader } from '../_ui/page-header.tsx';

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const tryAgain = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <>
      <PageHeader title="This page did not load" />
      <ErrorState
        title="Something went wrong on the machine"
        action={
          <Button look="primary" onClick={tryAgain}>
            Try again
          </Button>
        }
      >
        Often PostgreSQL or the dashboard is being restarted: wait a moment and try again.
        {error.digest && <> The journal of the dashboard has it under {error.digest} (journalctl -u dashboard).</>}
      </ErrorState>
    </>
  );
}
