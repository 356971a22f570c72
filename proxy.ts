import { type NextRequest, NextResponse } from 'next/server';
import { SESSION_COOKIE } from './server/auth/cookies.ts';

/** Pages that are there without a session. */
const OPEN = new Set(['/login']);

/**
 * Gives each page its content security policy, and sends a browser without a session cookie to the log-in page.
 * It grants nothing: every page and every procedure checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!OPEN.has(pathname) && !request.cookies.has(SESSION_COOKIE)) {
    const location = pathname === '/' ? '/login' : `/login?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(new URL(location, request.url)); // Next sends it as a path, without a host
  }
  const policy = contentSecurityPolicy(crypto.randomUUID().replaceAll('-', ''));
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy); // Next takes the nonce for its own scripts from here
  headers.set('X-Requested-Path', pathname + search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Positioned menus and toasts set styles from script; a style cannot run code.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = { matcher: ['/((?!api/|_next/|internal/|icon.svg|favicon.ico).*)'] };
