/**
 * The path and query of `value` when a browser would stay on the same origin with it, else null. Backslashes, tabs, line
 * breaks and leading slashes are read the way a browser reads them. Built-in modules only.
 */
export function localPath(value: string | null | undefined): string | null {
  const base = 'http://here.invalid';
  if (!value || value.length > 2048 || !value.startsWith('/') || !URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : null;
}
