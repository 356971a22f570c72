import type { NextConfig } from 'next';

/** Headers of every answer. The content security policy is in proxy.ts, since each page needs a nonce of its own. */
const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
];

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // nginx compresses; doing it here as well would also hold back server-sent events.
  compress: false,
  // Loaded as they are, once for Next and the server around it; the limiter finds drizzle by a computed import.
  serverExternalPackages: ['pg', 'drizzle-orm', 'rate-limiter-flexible', '@aws-sdk/client-s3', '@aws-sdk/lib-storage'],
  turbopack: { root: import.meta.dirname },
  experimental: {
    // Loads a page's code at its first request: less memory while nobody looks.
    preloadEntriesOnStart: false,
    // A page that a person may not see answers 403 (app/forbidden.tsx).
    authInterrupts: true,
  },
  // `tsc --noEmit` checks the types of the whole tree; TypeScript 7 has no programming interface for Next to call.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
};

export default config;
