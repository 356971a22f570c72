'use client';

import { PlainPage } from './_shell/plain-page.tsx';
import { Button } from './_ui/button.tsx';

export default function AppError() {
  return (
    <PlainPage
      title="This page did not load"
      description="Something went wrong on the machine. Often PostgreSQL or the dashboard is being restarted: wait a moment and try again."
    >
      <Button look="primary" size="thumb" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </PlainPage>
  );
}
