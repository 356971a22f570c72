import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Toaster } from 'sonner';
import { ApiProvider } from './_data/provider.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Homelab PaaS', template: '%s · Homelab PaaS' },
  robots: { index: false, follow: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = { themeColor: '#0c0d10', colorScheme: 'dark', viewportFit: 'cover' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection(); // every page carries the nonce of its request
  return (
    <html lang="en">
      <body>
        <ApiProvider>{children}</ApiProvider>
        <Toaster
          theme="dark"
          position="bottom-right"
          mobileOffset={{ bottom: 76 }}
          toastOptions={{
            style: {
              background: 'var(--color-raised)',
              borderColor: 'var(--color-line-strong)',
              color: 'var(--color-ink)',
              borderRadius: '10px',
              fontFamily: 'var(--font-sans)',
            },
          }}
        />
      </body>
    </html>
  );
}
