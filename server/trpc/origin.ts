/**
 * Whether a request may reach the API. Workspaces are on the same host with another port, so the browser sends their pages'
 * requests with the dashboard's cookie: only the dashboard's own origin may ask for anything, and a body must be JSON,
 * which a form cannot send. Sec-Fetch-Site comes over https and on localhost only, so on plain http Origin decides.
 */
export function isOwnRequest(method: string, headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, headers.get('host'))) return false;
  if (method === 'GET') return true;
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return origin !== null && type === 'application/json';
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  return url !== null && host !== null && url.host === new URL(`${url.protocol}//${host}`).host;
}
