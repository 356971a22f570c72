'use client';

import './globals.css';
import { PlainPage } from './_shell/plain-page.tsx';
import { Button } from './_ui/button.tsx';

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>Homelab PaaS</title>
        <PlainPage
          title="The dashboard did not load"
          description="Something went wrong on the machine. The journal of the dashboard says what: journalctl -u dashboard."
        >
          <Button look="primary" size="thumb" onClick={() => window.location.reload()}>
            Try again
          </Button>
        </PlainPage>
      </body>
    </html>
  );
}
