/** Which addresses of git repositories may be fetched into an experiment. Built-in modules only. */

/** The rule in words, as it is shown beside the field and in a refusal. */
export const GIT_URL_RULE =
  'The address of a repository begins with https://, http:// or git:// and holds no name or password.';

/**
 * The normalised address and the name of the folder that the repository gets; null when it breaks the rule. What git would run
 * a program for (ssh, ext) or read from the machine (file, a path) is refused, and what could be taken for an option.
 */
export function readGitUrl(text: unknown): { url: string; folder: string } | null {
  if (typeof text !== 'string' || text.length > 1024 || !/^(https?|git):\/\/[\x21-\x7e]+$/.test(text)) return null;
  if (text.includes('\\') || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hostname === '' || url.hostname.startsWith('-')) return null;
  if (url.search !== '' || url.hash !== '') return null;
  const last = url.pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const folder = last.replace(/\.git$/, '');
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(folder)) return null;
  return { url: url.href, folder };
}
