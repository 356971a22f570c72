/** The dashboard's session. nginx strips this cookie from everything that it passes to workspaces and to Gitea. */
export const SESSION_COOKIE = 'hp_session';

/** A workspace session; its path is `/user/<name>/`, so a browser sends it for that one experiment. */
export const WORKSPACE_COOKIE = 'hp_workspace';

/**
 * The value of a cookie. Null when it is absent, and also when it comes twice: ports do not separate cookies, so a page
 * on another port could lay a second one of the same name under a longer path.
 */
export function readCookie(header: string | null | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && values[0] !== undefined && /^[\w-]{1,128}$/.test(values[0]) ? values[0] : null;
}

/** A `Set-Cookie` value. `Secure` is set when the request came over TLS. No `maxAge` (seconds) ends it with the browser. */
export function writeCookie(
  name: string,
  value: string,
  options: { path: string; secure: boolean; maxAge?: number },
): string {
  const parts = [`${name}=${value}`, `Path=${options.path}`, 'HttpOnly', 'SameSite=Strict'];
  if (options.maxAge !== undefined) parts.push(`Max-Age=${options.maxAge}`);
  if (options.secure) parts.push('Secure');
  return parts.join('; ');
}
